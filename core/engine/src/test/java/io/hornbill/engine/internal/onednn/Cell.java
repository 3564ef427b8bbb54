package io.hornbill.engine.internal.onednn;

import java.util.function.DoubleUnaryOperator;

/** Keras' recurrent cells in doubles, one sequence at a time. */
enum Cell {
  SIMPLE(1, 1),
  LSTM(4, 4),
  GRU_RESET_BEFORE(3, 3),
  GRU_RESET_AFTER(3, 4);

  final int gates;
  final int biases;

  Cell(int gates, int biases) {
    this.gates = gates;
    this.biases = biases;
  }

  /** Sizes of a test. */
  record Sizes(int steps, int batch, int inputs, int units, boolean reversed) {}

  /** What a cell reads; the states are [b, units]. */
  record Inputs(double[] x, double[] h, double[] c, double[] w, double[] u, double[] bias) {}

  /** What a cell makes: all outputs [t, b, units] and the last states. */
  record Outputs(double[] y, double[] h, double[] c) {}

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  Outputs run(Sizes s, Inputs in) {
    double[] y = new double[s.steps * s.batch * s.units];
    double[] h = in.h.clone();
    double[] c = in.c.clone();
    for (int step = 0; step < s.steps; step++) {
      int t = s.reversed ? s.steps - 1 - step : step;
      for (int b = 0; b < s.batch; b++) {
        double[] next = step(s, in, t * s.batch + b, h, c, b * s.units);
        System.arraycopy(next, 0, h, b * s.units, s.units);
        System.arraycopy(next, 0, y, (t * s.batch + b) * s.units, s.units);
      }
    }
    return new Outputs(y, h, c);
  }

  private double[] step(Sizes s, Inputs in, int row, double[] h, double[] c, int at) {
    double[] fromInput = product(in.x, row * s.inputs, s.inputs, in.w, s.units);
    double[] fromState = product(h, at, s.units, in.u, s.units);
    double[] next = new double[s.units];
    for (int k = 0; k < s.units; k++) {
      double before = h[at + k];
      switch (this) {
        case SIMPLE -> next[k] = Math.tanh(fromInput[k] + fromState[k] + in.bias[k]);
        case LSTM -> {
          DoubleUnaryOperator all = gate(s, in, fromInput, fromState, k);
          c[at + k] =
              sigmoid(all.applyAsDouble(1)) * c[at + k]
                  + sigmoid(all.applyAsDouble(0)) * Math.tanh(all.applyAsDouble(2));
          next[k] = sigmoid(all.applyAsDouble(3)) * Math.tanh(c[at + k]);
        }
        case GRU_RESET_AFTER -> {
          DoubleUnaryOperator all = gate(s, in, fromInput, fromState, k);
          double z = sigmoid(all.applyAsDouble(0));
          double r = sigmoid(all.applyAsDouble(1));
          int g = 2 * s.units + k;
          double hh =
              Math.tanh(fromInput[g] + in.bias[g] + r * (fromState[g] + in.bias[3 * s.units + k]));
          next[k] = z * before + (1 - z) * hh;
        }
        case GRU_RESET_BEFORE -> {
          double z = sigmoid(gate(s, in, fromInput, fromState, k).applyAsDouble(0));
          double[] reset = new double[s.units];
          for (int j = 0; j < s.units; j++) {
            reset[j] = h[at + j] * sigmoid(gate(s, in, fromInput, fromState, j).applyAsDouble(1));
          }
          int g = 2 * s.units + k;
          double fromReset = product(reset, 0, s.units, in.u, s.units)[g];
          next[k] = z * before + (1 - z) * Math.tanh(fromInput[g] + fromReset + in.bias[g]);
        }
      }
    }
    return next;
  }

  private static DoubleUnaryOperator gate(
      Sizes s, Inputs in, double[] fromInput, double[] fromState, int k) {
    return gate -> {
      int i = (int) gate * s.units + k;
      return fromInput[i] + fromState[i] + in.bias[i];
    };
  }

  private double[] product(double[] x, int from, int length, double[] w, int units) {
    int columns = gates * units;
    double[] result = new double[columns];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < columns; j++) {
        result[j] += x[from + i] * w[i * columns + j];
      }
    }
    return result;
  }
}
