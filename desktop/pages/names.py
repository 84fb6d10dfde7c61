"""The pages' names: window, rail, actions and permissions know them by these. Each is shown by "show_" + its name."""

CREATE, LIBRARY, TEACH, INSIDE = "create", "library", "teach", "inside"
