from core.contract import addition_errors
from core.contract.error_wire import error_types


def test_they_are_the_persons_to_mend_and_known_on_the_wire() -> None:
    for name in ("AdditionNotFound", "AdditionForeign", "AdditionRefused"):
        kind = getattr(addition_errors, name)
        assert kind.usage
        assert error_types()[name] is kind
