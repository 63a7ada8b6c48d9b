"""A data folder belongs to one running product, and says where that one answers."""

import pytest

from omnia.serve.data_folder import DataFolder, FolderInUseError, served_port


def test_port_of_the_product_that_serves_from_a_folder_is_known_while_it_serves(tmp_path):
    folder = DataFolder(tmp_path / "var", port=8123)
    assert served_port(tmp_path / "var") == 8123
    folder.close()
    assert served_port(tmp_path / "var") is None


def test_folder_that_nobody_served_from_has_no_port(tmp_path):
    assert served_port(tmp_path / "var") is None


def test_second_product_on_a_folder_is_refused_with_the_number_of_the_first_alone(tmp_path):
    folder = DataFolder(tmp_path / "var", port=8123)
    with pytest.raises(FolderInUseError, match=r"process \d+\)"):
        DataFolder(tmp_path / "var", port=8124)
    assert served_port(tmp_path / "var") == 8123
    folder.close()
