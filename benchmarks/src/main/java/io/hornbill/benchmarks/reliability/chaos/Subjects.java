package io.hornbill.benchmarks.reliability.chaos;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.MaxPooling2D;
import java.nio.file.Path;
import java.util.List;

/** The models that threads share. */
final class Subjects {
  private static final int CASES = 10;

  private Subjects() {}

  static List<Subject> all(Path folder) {
    Sequential inner = inner();
    Dense head = new Dense(2);
    return List.of(
        new Subject(
            "dense",
            folder,
            Subjects::dense,
            Subject.shapes(CASES, i -> new long[] {1 + 7L * i, 6})),
        new Subject(
            "convolutional",
            folder,
            Subjects::convolutional,
            Subject.shapes(CASES, i -> new long[] {1 + i, 6 + i, 7 + i / 2, 1})),
        new Subject(
            "recurrent",
            folder,
            Subjects::recurrent,
            Subject.shapes(CASES, i -> new long[] {1 + 3L * i, 2 + i, 4})),
        new Subject(
            "nested",
            folder,
            () -> nested(inner, head),
            Subject.shapes(CASES, i -> new long[] {1 + 5L * i, 6})),
        new Subject(
            "nested-too",
            folder,
            () -> nested(inner, head),
            Subject.shapes(CASES, i -> new long[] {2 + 4L * i, 6})));
  }

  private static Model dense() {
    return new Sequential()
        .add(new Input(6))
        .add(new Dense(32).activation("relu"))
        .add(new Dropout(0.2))
        .add(new Dense(3).activation("softmax"));
  }

  private static Model convolutional() {
    return new Sequential()
        .add(new Input(-1, -1, 1))
        .add(new Conv2D(8, 3).padding("same").activation("relu"))
        .add(new MaxPooling2D(2))
        .add(new Conv2D(4, 3).padding("same").activation("relu"))
        .add(new GlobalAveragePooling2D())
        .add(new Dense(3));
  }

  private static Model recurrent() {
    return new Sequential()
        .add(new Input(-1, 4))
        .add(new LSTM(8).returnSequences(true))
        .add(new GRU(6))
        .add(new Dense(2));
  }

  private static Sequential inner() {
    return new Sequential()
        .add(new Input(6))
        .add(new Dense(16).activation("tanh"))
        .add(new Dense(4));
  }

  /** All of them share their weights. */
  private static Model nested(Sequential inner, Dense head) {
    Tensor x = Input.of(6);
    return new Model(x, head.apply(inner.apply(x)));
  }
}
