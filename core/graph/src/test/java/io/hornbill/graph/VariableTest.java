package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VariableTest {
  private final AtomicInteger made = new AtomicInteger();

  private Variable late() {
    return late(Nd4j.createFromArray(1f, 2f));
  }

  private Variable late(INDArray first) {
    return new Variable(
        "w",
        Shape.of(2),
        DataType.FLOAT,
        () -> {
          made.incrementAndGet();
          return first;
        });
  }

  @Test
  void saysWhatItIs() {
    Variable variable = new Variable("w", Nd4j.zeros(DataType.DOUBLE, 2, 3));
    UnaryOperator<Tensor> same = x -> x;

    assertThat(variable).hasToString("Variable(w, [2, 3])");
    assertThat(variable.name()).isEqualTo("w");
    assertThat(variable.path()).isEqualTo("w");
    assertThat(variable.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(variable.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(variable.isTrainable()).isTrue();
    assertThat(variable.isShared()).isTrue();
    assertThat(Variable.unshared("w", Nd4j.zeros(2)).isShared()).isFalse();
    assertThat(variable.regularizer()).isNull();
    assertThat(variable.constraint()).isNull();

    variable.setPath("model/w");
    variable.setTrainable(false);
    variable.setRegularizer(same);
    variable.setConstraint(same);

    assertThat(variable.path()).isEqualTo("model/w");
    assertThat(variable.isTrainable()).isFalse();
    assertThat(variable.regularizer()).isSameAs(same);
    assertThat(variable.constraint()).isSameAs(same);
    assertThat(variable.tensor()).isSameAs(variable.tensor());
  }

  @Test
  void theFirstValueIsMadeOnceWhenItIsAskedFor() {
    Variable variable = late();
    assertThat(made).hasValue(0);
    INDArray value = variable.value();
    assertThat(value.toFloatVector()).containsExactly(1, 2);
    assertThat(variable.value()).isSameAs(value);
    assertThat(made).hasValue(1);
    assertThat(value.closeable()).isFalse();
  }

  @Test
  void theFirstValueMustFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> late(Nd4j.zeros(DataType.FLOAT, 3)).value())
        .withMessage(
            "Variable \"w\": a new value must have shape [2]. Received: [3]. Reshape it, or build the model for it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> late(Nd4j.zeros(DataType.DOUBLE, 2)).value())
        .withMessage(
            "Variable \"w\": the first value must have type FLOAT. Received: DOUBLE. Cast it.");
    String order =
        "must be a contiguous array in C order. Received: a view or an array in F order.";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Variable("w", Nd4j.ones(2, 3).dup('f')))
        .withMessageContaining(order);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Variable("w", Nd4j.ones(2, 3).getRow(0)))
        .withMessageContaining(order);
    assertThat(new Variable("w", Nd4j.ones(3).dup('f')).shape()).isEqualTo(Shape.of(3));
  }

  @Test
  void assignedValuesAreCopiedIntoTheSameMemory() {
    Variable variable = late();
    INDArray given = Nd4j.createFromArray(3.0, 4.0);
    variable.assign(given);
    INDArray own = variable.value();
    assertThat(made).as("never made").hasValue(0);
    assertThat(own).isEqualTo(Nd4j.createFromArray(3f, 4f));
    assertThat(variable.version()).isEqualTo(1);

    variable.assign(Nd4j.createFromArray(5f, 6f));

    assertThat(variable.value()).isSameAs(own).isEqualTo(Nd4j.createFromArray(5f, 6f));
    assertThat(variable.version()).isEqualTo(2);
    variable.touch();
    assertThat(variable.version()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> variable.assign(Nd4j.zeros(3)))
        .withMessageContaining("a new value must have shape [2]. Received: [3].");
  }

  @Test
  void anAssignedArrayStaysWithItsOwner() {
    Variable variable = late();
    INDArray given = Nd4j.createFromArray(3f, 4f);
    variable.assign(given);
    given.assign(0);
    assertThat(variable.value().toFloatVector()).containsExactly(3, 4);
    assertThat(given.closeable()).isTrue();
  }

  @Test
  void whatIsAdoptedIsTakenOrCopiedAndClosed() {
    Variable variable = late();
    INDArray fits = Nd4j.createFromArray(3f, 4f);
    variable.adopt(fits);
    assertThat(variable.value()).isSameAs(fits);
    assertThat(fits.closeable()).isFalse();
    assertThat(variable.version()).isEqualTo(1);

    INDArray second = Nd4j.createFromArray(5f, 6f);
    variable.adopt(second);
    assertThat(variable.value()).isSameAs(fits).isEqualTo(Nd4j.createFromArray(5f, 6f));
    assertThat(second.wasClosed()).isTrue();
    assertThat(variable.version()).isEqualTo(2);

    Variable other = late();
    INDArray doubles = Nd4j.createFromArray(7.0, 8.0);
    other.adopt(doubles);
    assertThat(other.value()).isEqualTo(Nd4j.createFromArray(7f, 8f));
    assertThat(doubles.wasClosed()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> other.adopt(Nd4j.zeros(3)));
    assertThatIllegalArgumentException().isThrownBy(() -> late().adopt(Nd4j.createFromArray(1f)));
  }

  @Test
  void classNumbersAreWholeAndKnown() {
    INDArray labels = Nd4j.createFromArray(new double[][] {{0, 1}, {2, -1}});

    TensorChecks.classNumbers("Loss", labels, 3, -1);
    TensorChecks.classNumbers("Loss", labels.dup('f'), 3, -1);
    TensorChecks.classNumbers("Loss", Nd4j.createFromArray(1e6), Shape.UNKNOWN, null);
    TensorChecks.classNumbers("Loss", Nd4j.scalar(2.0), 3, null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorChecks.classNumbers("Loss", labels, 3, null))
        .withMessage(
            "Loss: targets must be whole numbers in [0, 3). Received: -1.0 in row 1 of targets [2,"
                + " 2]. Correct the label, or give the predictions more classes.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorChecks.classNumbers("Loss", labels.dup('f'), 2, -1))
        .withMessageContaining("Received: 2.0 in row 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorChecks.classNumbers("Loss", Nd4j.createFromArray(0.5), 2, null))
        .withMessageContaining("Received: 0.5 in row 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TensorChecks.classNumbers("Loss", labels.getColumn(1), 3, null))
        .withMessageContaining("Received: -1.0 in row 1");
  }
}
