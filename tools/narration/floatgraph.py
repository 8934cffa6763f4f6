"""Rewrites a dynamically quantised ONNX graph for float arithmetic.

Dynamic quantisation surrounds every product with the same few nodes: the activation is quantised
(DynamicQuantizeLinear), multiplied as integers (MatMulInteger, ConvInteger), cast back and scaled.
Each such group is replaced by the plain product of the activation itself with the weights, scaled
back once and for all. The weights keep the accuracy they have; the activations regain theirs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from tools.narration.errors import NarrationError, build_package

if TYPE_CHECKING:
    from pathlib import Path

_PRODUCTS = {"MatMulInteger": "MatMul", "ConvInteger": "Conv"}
_LSTM_INPUTS = 12


def rewrite(source: Path, target: Path) -> None:
    """Read the quantised model `source` and write its float form to `target`.

    Raises NarrationError when a group does not look as described above.
    """
    onnx = build_package("onnx")
    model = onnx.load(str(source))
    _Rewriter(onnx, model.graph).run()
    onnx.save(model, str(target))


@dataclass(slots=True)
class _Rewriter:
    """One pass over one graph; holds what is looked up and what is to be replaced."""

    onnx: Any
    graph: Any
    constants: dict[str, Any] = field(init=False)
    maker: dict[str, Any] = field(init=False)
    users: dict[str, list[Any]] = field(init=False)
    added: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.constants = {item.name: item for item in self.graph.initializer}
        self.maker = {name: node for node in self.graph.node for name in node.output}
        self.users = defaultdict(list)
        for node in self.graph.node:
            for name in node.input:
                self.users[name].append(node)

    def run(self) -> None:
        # A group's plain product takes the place of the group's *last* node, where all of its
        # inputs are known; the nodes in between fall away as nobody uses them any more.
        replaced = {}
        for node in self.graph.node:
            if node.op_type in _PRODUCTS:
                last, new = self._product(node)
                replaced[last.output[0]] = new
            elif node.op_type == "DynamicQuantizeLSTM":
                replaced[node.output[0]] = self._lstm(node)
        nodes = [replaced.get(node.output[0], node) for node in self.graph.node]
        nodes = self._used(nodes)
        names = {name for node in nodes for name in node.input}
        kept = [item for item in self.graph.initializer if item.name in names]
        del self.graph.node[:]
        self.graph.node.extend(nodes)
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept + self.added)

    def _used(self, nodes: list[Any]) -> list[Any]:
        """Return `nodes`, in their order, without those whose outputs lead nowhere."""
        wanted = {output.name for output in self.graph.output}
        kept = []
        for node in reversed(nodes):  # the graph is sorted: users come after makers
            if wanted.intersection(node.output):
                kept.append(node)
                wanted.update(node.input)
        return kept[::-1]

    def _array(self, name: str) -> Any:
        return self.onnx.numpy_helper.to_array(self.constants[name])

    def _constant(self, array: Any, name: str) -> str:
        full = f"{name}_float_{len(self.added)}"
        contiguous = np.ascontiguousarray(array, dtype=np.float32)
        self.added.append(self.onnx.numpy_helper.from_array(contiguous, full))
        return full

    def _only_user(self, name: str, op_type: str) -> Any:
        users = self.users[name]
        if len(users) != 1 or users[0].op_type != op_type:
            raise NarrationError(f"The graph has no single {op_type} after {name}.")
        return users[0]

    def _product(self, node: Any) -> tuple[Any, Any]:
        """Return the last node of the group that `node` begins, and what replaces it."""
        bias, output = [], node.output[0]
        if self.users[output][0].op_type == "Add":
            addition = self._only_user(output, "Add")
            bias = [self._bias(next(name for name in addition.input if name != output))]
            output = addition.output[0]
        cast = self._only_user(output, "Cast")
        scale = self._only_user(cast.output[0], "Mul")
        factor = next(name for name in scale.input if name != cast.output[0])
        quantised = self.maker[node.input[0]]
        scales = [name for name in self.maker[factor].input if name != quantised.output[1]]
        weight = self._weight(node, scales)
        plain = self.onnx.helper.make_node(
            _PRODUCTS[node.op_type],
            [quantised.input[0], weight, *bias],
            [scale.output[0]],
            name=f"{node.name}_float",
        )
        plain.attribute.extend(node.attribute)
        return scale, plain

    def _bias(self, name: str) -> str:
        """Return the float constant from which the quantised bias `name` is computed."""
        node = self.maker[name]
        while node.op_type != "Div":
            node = self.maker[node.input[0]]
        return str(node.input[0])

    def _weight(self, node: Any, scales: list[str]) -> str:
        """Return the name of the second factor of a product, as float."""
        name = node.input[1]
        if name not in self.constants:  # a product of two activations
            return str(self.maker[name].input[0])
        weight = self._array(name).astype(np.float32)
        # A convolution's weights have their output channels first, a matrix its columns last.
        shape = (-1,) + (1,) * (weight.ndim - 1) if node.op_type == "ConvInteger" else (-1,)
        zero = self._array(node.input[3]).astype(np.float32).reshape(-1)
        scale = self._array(scales[0]).astype(np.float32).reshape(-1)
        zero, scale = (a.reshape(shape) if a.size > 1 else a[0] for a in (zero, scale))
        return self._constant((weight - zero) * scale, name)

    def _lstm(self, node: Any) -> Any:
        inputs = (list(node.input) + [""] * _LSTM_INPUTS)[:_LSTM_INPUTS]
        names = []
        for weight, scale, zero in ((1, 8, 9), (2, 10, 11)):
            array = self._array(inputs[weight]).astype(np.float32)
            spread = (array.shape[0], 1, -1)
            shift, factor = (self._array(inputs[i]).astype(np.float32).reshape(spread)
                             for i in (zero, scale))  # fmt: skip
            # The quantised form keeps its matrices the other way round.
            floats = ((array - shift) * factor).transpose(0, 2, 1)
            names.append(self._constant(floats, inputs[weight]))
        plain = self.onnx.helper.make_node(
            "LSTM", [inputs[0], *names, *inputs[3:7]], list(node.output), name=f"{node.name}_float"
        )
        plain.attribute.extend(node.attribute)
        return plain
