from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.contract.draft import DraftPhoto
from desktop.state.photos_model import PhotoRole, PhotosModel

PHOTOS = (DraftPhoto("/p/a.jpg"), DraftPhoto("/p/<b>.jpg"))


def test_it_is_a_sound_model_and_says_numbers_and_names(qapp):
    model = PhotosModel()
    tester = QAbstractItemModelTester(model)
    model.show(PHOTOS, [None, None])
    assert model.rowCount() == 2
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "2: <b>.jpg"
    assert model.row_of("/p/a.jpg") == 0
    assert model.row_of("/elsewhere") == -1
    del tester


def test_a_changed_photo_keeps_its_row(qtbot):
    model = PhotosModel()
    model.show(PHOTOS, [None, None])
    changed = (replace(PHOTOS[0], is_in=False), PHOTOS[1])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show(changed, [None, None])
    assert model.index(0).data(PhotoRole.PHOTO) == changed[0]
    with qtbot.waitSignal(model.modelReset):
        model.show(changed[1:], [None])


def test_the_name_of_a_file_is_shown_and_not_obeyed(qapp):
    model = PhotosModel()
    model.show(PHOTOS, [None, None])
    assert model.index(1).data(Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;b&gt;.jpg</qt>"
