"""What the topics share."""


def test_the_model_is_the_one_in_use_else_the_starter(inside, make_model):
    assert inside.model() == "starter"
    inside.models.load(str(make_model()))
    assert inside.model() == inside.models.current.path


def test_every_topic_has_a_lane_of_its_own(inside):
    assert inside.lane() is not inside.lane()
