from corpus_tools.labels.outline import Place, depth_of, governors, number_of


def test_markers_of_every_depth_as_written_on_pages() -> None:
    assert [depth_of(t) for t in ("一．措施", "第二部分 打算", "(三)保洁", "12、巡查", "2)整改", "第三是服务")] == [
        0, 1, 2, 3, 4, 4,
    ]  # fmt: skip
    assert [number_of(m) for m in ("一．", "十一、", "二十、", "（三）", "四是")] == [1, 11, 20, 3, 4]


def test_a_year_or_a_decimal_at_the_beginning_is_no_marker() -> None:
    assert [depth_of(t) for t in ("2019年", "3.5公里道路", "一年来")] == [0, 0, 0]


def test_a_heading_of_the_same_depth_ends_what_a_heading_governs() -> None:
    places = [Place(1, 1, alone=True), Place(2, 1), Place(3, 1), Place(2, 2), Place(1, 2), Place(2, 1)]
    assert governors(places) == [None, 0, 1, 0, None, 4]


def test_a_numbering_opened_inside_another_ends_when_it_does_not_count_on() -> None:
    # 二、工作目标 (alone) 一、… 二、… 三、工作步骤: the last one belongs to the outer numbering by its count alone
    places = [Place(1, 4, alone=True), Place(1, 1), Place(1, 2), Place(1, 5)]
    assert governors(places) == [None, 0, 0, None]


def test_a_closing_paragraph_is_not_governed_by_what_came_before() -> None:
    assert governors([Place(1, 3), Place(3, 1), Place(0)])[2] is None


def test_a_paragraph_below_a_heading_that_stands_alone_is_governed_by_it() -> None:
    assert governors([Place(1, 5, alone=True), Place(0)]) == [None, 0]
