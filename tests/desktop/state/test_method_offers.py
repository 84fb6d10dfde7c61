from core.contract.draft import Draft
from desktop.state.method_offers import METHODS, Offer, methods_for


def test_what_nobody_knows_is_not_forbidden():
    assert Offer("lora").fits
    assert Offer("lora", needed=5, free=5).fits
    assert not Offer("lora", needed=6, free=5, is_too_large=True).fits
    assert not Offer("lora", refused="ModelUnsupported").fits


def test_a_style_has_one_method_and_the_others_three():
    assert methods_for(Draft()) == METHODS
    assert methods_for(Draft(kind="style")) == ("finetune",)
