package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

final class SequenceTest {
  private final Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 3)));
  private final List<Variable> weights = new ArrayList<>();
  private final Tensor loss;

  SequenceTest() {
    Tensor y = x;
    for (int i = 0; i < 4; i++) {
      weights.add(new Variable("w" + i, Nd4j.ones(DataType.FLOAT, 3, 3)));
      y = Ops.tanh(Ops.matmul(y, weights.get(i).tensor()));
    }
    loss = Ops.sum(y);
  }

  private List<Node> order(List<Assignment> updates) {
    Program program = new Program(List.of(x), List.of(loss), updates);
    List<Tensor> results = new ArrayList<>(program.outputs());
    updates.forEach(update -> results.add(update.value()));
    return Sequence.of(program, new Wanted(results));
  }

  @Test
  void updatesComeFromTheLastLayerToTheFirst() {
    List<Assignment> updates = descent();
    List<Node> order = order(updates);
    assertThat(updates.stream().map(u -> order.indexOf(u.value().node())).toList())
        .isSortedAccordingTo((a, b) -> b - a);
    int last = order.indexOf(updates.get(3).value().node());
    assertThat(order.subList(last, order.size())).hasSizeGreaterThan(9); // the others' gradients
  }

  @Test
  void noVariableIsReadAfterItsUpdate() {
    List<Assignment> updates = descent();
    List<Node> order = order(updates);
    for (Assignment update : updates) {
      int changed = order.indexOf(update.value().node());
      for (Node later : order.subList(changed + 1, order.size())) {
        assertThat(later.inputs()).doesNotContain(update.variable().tensor());
      }
    }
  }

  @Test
  void inputsComeBeforeUsersWhereVariablesSwap() {
    Variable a = weights.get(0);
    Variable b = weights.get(1);
    List<Assignment> updates =
        List.of(
            new Assignment(a, b.tensor().times(2)),
            new Assignment(b, a.tensor().times(3)),
            new Assignment(weights.get(2), a.tensor().times(2).plus(1)));
    List<Node> order = order(updates);
    for (Node node : order) {
      for (Tensor input : node.inputs()) {
        assertThat(order.indexOf(input.node())).isLessThan(order.indexOf(node));
      }
    }
    assertThat(order).doesNotHaveDuplicates();
  }

  private List<Assignment> descent() {
    List<Tensor> gradients = Gradients.of(loss, weights.stream().map(Variable::tensor).toList());
    List<Assignment> updates = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      Tensor value = weights.get(i).tensor().minus(gradients.get(i).times(0.1));
      updates.add(new Assignment(weights.get(i), value));
    }
    return updates;
  }
}
