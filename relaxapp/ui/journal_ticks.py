"""A list whose rows can be ticked anywhere along the line, with a tick that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from relaxapp.ui import icons

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter

    from relaxapp.ui.theme import Look

_STATE = Qt.ItemDataRole.CheckStateRole


class Ticks(QStyledItemDelegate):
    """Qt's own takes a press on the little box alone, and fills it without a mark."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        if Qt.CheckState(index.data(_STATE)) == Qt.CheckState.Checked:
            whole = QStyleOptionViewItem(option)
            self.initStyleOption(whole, index)
            widget = whole.widget
            part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
            box = QRectF(widget.style().subElementRect(part, whole, widget))
            side = min(box.width(), box.height()) - 4
            mark = QRectF(box.x() + 2, box.center().y() - side / 2, side, side)
            icons.paint(painter, "check", mark, self._look.colour("on_accent"), 3.2)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        let_go = event.type() == QEvent.Type.MouseButtonRelease
        if not let_go or event.button() != Qt.MouseButton.LeftButton:
            return False
        on = Qt.CheckState(index.data(_STATE)) == Qt.CheckState.Checked
        now = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, now.value, _STATE)
