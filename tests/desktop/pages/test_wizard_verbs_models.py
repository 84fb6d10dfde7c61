"""What the wizard makes of the model that is to be taught: its words, and what it costs."""

from dataclasses import replace

from core.contract import events as ev
from core.files.trainings import records as teachings
from desktop.wizards.teach_wizard import HOW, START


def test_the_noun_is_held_against_the_words_of_the_model_that_is_chosen(open_window, tmp_path):
    window = open_window()
    window.pages.show_page("teach")
    wizard = window.teaching.page.wizard
    (tmp_path / "a.jpg").write_text("x")
    window.teaching.page.dropped.emit([str(tmp_path / "a.jpg")])
    starter, other = window.states.models.starter(), window.states.models.current
    wizard.what.change(model=starter.path, noun="teapot")
    assert "never seen “teapot”" in wizard.what.noun_says.text()
    wizard.what.change(noun="teddy bear")
    assert "never seen" not in wizard.what.noun_says.text()
    wizard.what.change(model=other.path)
    assert "never seen “teddy bear”" in wizard.what.noun_says.text()


def test_no_more_is_said_of_a_word_of_one_piece_than_is_known(qtbot, open_window, tmp_path):
    window = open_window(rarity=0.04)
    window.pages.show_page("teach")
    page, verbs = window.teaching.page, window.teaching.wizard_verbs
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    what = page.wizard.what
    assert page.wizard.draft.word == "sks"
    qtbot.waitUntil(lambda: "not among the words it knows" in what.word_says.text(), timeout=5000)
    what.change(word="swans", model="/elsewhere")  # a model without a list of its words
    for rarity, text, role in (
        (0.04, "would forget", "warning"),
        (0.98, "rare: good", ""),
        (None, "It is one piece.", ""),
    ):
        verbs._question = "q"
        verbs._counted(ev.TokenCount("q", 1, 75, rarity))
        assert text in what.word_says.text()
        assert what.word_says.property("role") == role


def test_a_word_is_proposed_that_the_model_has_whole(open_window, tmp_path):
    window = open_window()
    window.pages.show_page("teach")
    page, models = window.teaching.page, window.states.models
    (tmp_path / "a.jpg").write_text("x")
    for word in ("sks", teachings.STARTER_WORDS[1]):
        page.dropped.emit([str(tmp_path / "a.jpg")])
        assert page.wizard.draft.model == models.starter().path
        assert page.wizard.draft.word == word
        page.wizard.close_button.click()


def test_the_starter_is_offered_first_only_without_a_gpu_and_only_what_can_be_taught(
    open_window, tmp_path
):
    window = open_window()
    window.pages.show_page("teach")
    page, states = window.teaching.page, window.states
    picker, starter = page.wizard.what.model, states.models.starter()
    other = next(info for info in states.models.models if info != starter)
    assert picker.itemData(0) == starter.path
    states.jobs.engine = replace(states.jobs.engine, device="cuda")
    assert picker.itemData(picker.count() - 1) == starter.path
    states.models.models = (starter, replace(other, kind="inpaint"))
    assert picker.findData(other.path) < 0
    states.models.current = replace(other, kind="inpaint")
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    assert page.wizard.draft.model == starter.path


def test_a_draft_whose_model_is_gone_waits_for_another_and_has_no_ones_figures(
    qtbot, open_window, tmp_path
):
    window = open_window(teaching={"most": 1200.0, "needed": 1_900_000_000})
    window.pages.show_page("teach")
    page, verbs, trainings = (
        window.teaching.page,
        window.teaching.wizard_verbs,
        window.teaching.trainings,
    )
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    wizard, model = page.wizard, page.wizard.draft.model
    wizard._asked_for(START)
    qtbot.waitUntil(lambda: "memory" in wizard.start.cost.text(), timeout=10_000)
    gone = replace(wizard.draft, model=str(tmp_path / "nowhere"))
    wizard.show_teaching(trainings.add(gone))
    assert "memory" not in wizard.start.cost.text()
    assert "no model" in wizard.start.what.text()
    assert "not there" in wizard.next.toolTip()
    assert not wizard.next.isEnabled()
    wizard._asked_for(HOW)
    assert wizard.how.rows["lora"].time.text() != "20 min"
    assert not wizard.how.again.isEnabled()
    wizard.what.change(model=model)
    assert verbs._info() is not None
    assert "not there" not in wizard.next.toolTip()


def test_a_model_that_goes_while_its_plan_is_seen_takes_its_figures_along(
    qtbot, open_window, tmp_path
):
    window = open_window(teaching={"most": 1200.0, "needed": 1_900_000_000})
    window.pages.show_page("teach")
    page, models = window.teaching.page, window.states.models
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    wizard, all_models = page.wizard, models.models
    wizard._asked_for(START)
    qtbot.waitUntil(lambda: "memory" in wizard.start.cost.text(), timeout=10_000)
    models.models = tuple(m for m in all_models if m.path != wizard.draft.model)
    assert "memory" not in wizard.start.cost.text()
    assert not wizard.next.isEnabled()
    models.models = all_models
    assert "memory" in wizard.start.cost.text()


def test_figures_of_former_settings_are_not_in_the_plan(qtbot, open_window, tmp_path):
    window = open_window(teaching={"most": 1200.0, "needed": 1_900_000_000})
    window.pages.show_page("teach")
    wizard = window.teaching.page.wizard
    (tmp_path / "a.jpg").write_text("x")
    window.teaching.page.dropped.emit([str(tmp_path / "a.jpg")])
    wizard._asked_for(START)
    qtbot.waitUntil(lambda: "memory" in wizard.start.cost.text(), timeout=10_000)
    wizard.how.change(settings=(("steps", "30"),))
    assert "memory" not in wizard.start.cost.text()
    qtbot.waitUntil(lambda: "memory" in wizard.start.cost.text(), timeout=10_000)
