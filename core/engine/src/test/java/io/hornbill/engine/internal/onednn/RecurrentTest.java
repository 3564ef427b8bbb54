package io.hornbill.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LSTM, both GRUs and the simple layer, against their equations and central differences. */
class RecurrentTest {
  private static final Offset<Float> EPS = within(1e-4f);
  private static final int T = 4;
  private static final int B = 3;
  private static final int I = 5;
  private static final int U = 6;

  /**
   * One test: a cell, with or without a final state, forwards or backwards, Keras' layouts or open.
   */
  record Case(Cell cell, boolean states, boolean reversed, boolean open) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      cases.add(new Case(cell, true, false, false));
      cases.add(new Case(cell, true, false, true));
      cases.add(new Case(cell, false, false, false));
      cases.add(new Case(cell, true, true, false));
    }
    return cases;
  }

  private static RecurrentShape shape(Case c) {
    RecurrentShape shape = RecurrentShape.of(T, B, I, U);
    shape = c.states ? shape.withFinalState() : shape;
    return c.reversed ? shape.reversed() : shape;
  }

  private static Primitive forward(
      RecurrentShape shape, Cell cell, boolean training, boolean open) {
    return switch (cell) {
      case SIMPLE -> new RnnForward(shape, EltwiseAlgorithm.TANH, training, open, Attributes.NONE);
      case LSTM -> new LstmForward(shape, training, open, Attributes.NONE);
      case GRU_RESET_BEFORE -> new GruForward(shape, false, training, open, Attributes.NONE);
      case GRU_RESET_AFTER -> new GruForward(shape, true, training, open, Attributes.NONE);
    };
  }

  private static Primitive backward(Primitive forward) {
    if (forward instanceof RnnForward rnn) {
      return new RnnBackward(rnn, Attributes.NONE);
    }
    return forward instanceof LstmForward lstm
        ? new LstmBackward(lstm, Attributes.NONE)
        : new GruBackward((GruForward) forward, Attributes.NONE);
  }

  /** Random numbers for everything a cell reads, and for the gradients of what it makes. */
  private static final class Numbers {
    final float[] x = Rig.random(1, T, B, I);
    final float[] h;
    final float[] c;
    final float[] w;
    final float[] u;
    final float[] bias;
    final float[] dy = Rig.random(7, T, B, U);
    final float[] dh;
    final float[] dc;
    final Case test;

    Numbers(Case test) {
      this.test = test;
      h = Rig.random(2, B, U);
      c = Rig.random(3, B, U);
      dh = test.states ? Rig.random(8, B, U) : new float[B * U];
      dc = test.states && test.cell == Cell.LSTM ? Rig.random(9, B, U) : new float[B * U];
      w = Rig.random(4, I, test.cell.gates, U);
      u = Rig.random(5, U, test.cell.gates, U);
      bias = Rig.random(6, test.cell.biases, U);
    }

    Cell.Inputs inputs() {
      return new Cell.Inputs(d(x), d(h), d(c), d(w), d(u), d(bias));
    }

    Cell.Outputs outputs(Cell.Inputs inputs) {
      return test.cell.run(new Cell.Sizes(T, B, I, U, test.reversed), inputs);
    }

    double loss(Cell.Inputs inputs) {
      Cell.Outputs out = outputs(inputs);
      return NumericGradient.dot(out.y(), dy)
          + NumericGradient.dot(out.h(), dh)
          + NumericGradient.dot(out.c(), dc);
    }

    void setInputs(Rig rig, MemoryDesc kernel, MemoryDesc recurrent) {
      rig.set(Args.SRC, MemoryDesc.dense(T, B, I), x)
          .set(Args.WEIGHTS, kernel, w)
          .set(Args.WEIGHTS_ITER, recurrent, u);
      rig.set(Args.BIAS, bias);
      rig.set(Args.SRC_ITER, h);
      if (test.cell == Cell.LSTM) {
        rig.set(Args.SRC_ITER_C, c);
      }
    }

    private static double[] d(float[] values) {
      return NumericGradient.doubles(values);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesOutputsAndStates(Case test) {
    Numbers n = new Numbers(test);
    RecurrentShape shape = shape(test);
    Cell.Outputs expected = n.outputs(n.inputs());
    for (boolean training : new boolean[] {true, false}) {
      try (Rig rig = new Rig(forward(shape, test.cell, training, test.open))) {
        n.setInputs(rig, shape.kernel(test.cell.gates), shape.recurrentKernel(test.cell.gates));
        rig.run();
        assertThat(rig.get(Args.DST, MemoryDesc.dense(T, B, U)))
            .containsExactly(NumericGradient.floats(expected.y()), EPS);
        if (test.states) {
          assertThat(rig.get(Args.DST_ITER))
              .containsExactly(NumericGradient.floats(expected.h()), EPS);
        }
        if (test.states && test.cell == Cell.LSTM) {
          assertThat(rig.get(Args.DST_ITER_C))
              .containsExactly(NumericGradient.floats(expected.c()), EPS);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesAllGradients(Case test) {
    Numbers n = new Numbers(test);
    RecurrentShape shape = shape(test);
    MemoryDesc kernel = shape.kernel(test.cell.gates);
    MemoryDesc recurrent = shape.recurrentKernel(test.cell.gates);
    Primitive pass = forward(shape, test.cell, true, test.open);
    try (Rig backward = new Rig(backward(pass));
        Rig forward = new Rig(pass)) {
      n.setInputs(forward, kernel, recurrent);
      n.setInputs(backward, kernel, recurrent);
      forward.run();
      backward.share(Args.WORKSPACE, forward, Args.WORKSPACE).share(Args.DST, forward, Args.DST);
      backward.set(Args.DIFF_DST, MemoryDesc.dense(T, B, U), n.dy);
      if (test.states) {
        backward.share(Args.DST_ITER, forward, Args.DST_ITER).set(Args.DIFF_DST_ITER, n.dh);
      }
      if (test.states && test.cell == Cell.LSTM) {
        backward.share(Args.DST_ITER_C, forward, Args.DST_ITER_C);
        backward.set(Args.DIFF_DST_ITER_C, n.dc);
      }
      // Twice, because gradients must be written and not added to.
      backward.run().run();
      check(n, backward, kernel, recurrent);
    }
  }

  private static void check(Numbers n, Rig rig, MemoryDesc kernel, MemoryDesc recurrent) {
    Cell.Inputs in = n.inputs();
    ToDoubleFunction<double[]> ofX =
        v -> n.loss(new Cell.Inputs(v, in.h(), in.c(), in.w(), in.u(), in.bias()));
    ToDoubleFunction<double[]> ofW =
        v -> n.loss(new Cell.Inputs(in.x(), in.h(), in.c(), v, in.u(), in.bias()));
    ToDoubleFunction<double[]> ofU =
        v -> n.loss(new Cell.Inputs(in.x(), in.h(), in.c(), in.w(), v, in.bias()));
    ToDoubleFunction<double[]> ofBias =
        v -> n.loss(new Cell.Inputs(in.x(), in.h(), in.c(), in.w(), in.u(), v));
    NumericGradient.check("x", rig.get(Args.DIFF_SRC, MemoryDesc.dense(T, B, I)), n.x, ofX);
    NumericGradient.check("w", rig.get(Args.DIFF_WEIGHTS, kernel), n.w, ofW);
    NumericGradient.check("u", rig.get(Args.DIFF_WEIGHTS_ITER, recurrent), n.u, ofU);
    NumericGradient.check("bias", rig.get(Args.DIFF_BIAS), n.bias, ofBias);
    ToDoubleFunction<double[]> ofH =
        v -> n.loss(new Cell.Inputs(in.x(), v, in.c(), in.w(), in.u(), in.bias()));
    NumericGradient.check("h", rig.get(Args.DIFF_SRC_ITER), n.h, ofH);
    if (n.test.cell == Cell.LSTM) {
      ToDoubleFunction<double[]> ofC =
          v -> n.loss(new Cell.Inputs(in.x(), in.h(), v, in.w(), in.u(), in.bias()));
      NumericGradient.check("c", rig.get(Args.DIFF_SRC_ITER_C), n.c, ofC);
    }
  }

  @Test
  void appliesTheChosenActivation() {
    RecurrentShape shape = RecurrentShape.of(1, 1, 1, 1);
    for (EltwiseAlgorithm f :
        new EltwiseAlgorithm[] {
          EltwiseAlgorithm.TANH, EltwiseAlgorithm.RELU, EltwiseAlgorithm.LOGISTIC
        }) {
      try (Rig rig = new Rig(new RnnForward(shape, f, false, false, Attributes.NONE))) {
        rig.set(Args.SRC_ITER, 0)
            .set(Args.SRC, -1)
            .set(Args.WEIGHTS, 2)
            .set(Args.WEIGHTS_ITER, 7)
            .set(Args.BIAS, 0.5f);
        double expected =
            switch (f) {
              case TANH -> Math.tanh(-1.5);
              case RELU -> 0;
              default -> 1 / (1 + Math.exp(1.5));
            };
        assertThat(rig.run().get(Args.DST)).containsExactly(new float[] {(float) expected}, EPS);
      }
    }
  }
}
