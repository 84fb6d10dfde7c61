"""The magical function as a whole."""


def test_try_this_writes_a_three_with_noise(digits, instant):
    digits.show_part("make")
    digits.attempt.click()
    assert digits.part.value() == "draw"
    assert min(digits.draw.pad.grey(24)) < 255  # some ink is on it
    assert digits.draw.question().t == 350


def test_its_words_are_few(digits):
    assert len(digits.text.split()) <= 60
