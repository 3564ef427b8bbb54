package io.hornbill.benchmarks;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.applications.MobileNetV2;
import io.hornbill.applications.ResNet50;
import io.hornbill.benchmarks.harness.Workload;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GlobalAveragePooling1D;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.MultiHeadAttention;
import java.util.List;

/** The workloads' models in Hornbill's layers. */
final class HornbillModels {

  private HornbillModels() {}

  static Model of(Workload workload) {
    Model model =
        switch (workload) {
          case MLP, PREDICT_LATENCY -> mlp();
          case CNN -> cnn();
          case LSTM -> lstm();
          case GRU -> gru();
          case RESNET_BLOCK -> resnetBlock();
          case ATTENTION -> attention();
          case MOBILENET_V2 -> MobileNetV2.create(o -> o.weights(null).classes(Workload.CLASSES));
          case RESNET50 -> ResNet50.create(o -> o.weights(null).classes(Workload.CLASSES));
        };
    model.compile("adam", "categorical_crossentropy");
    return model;
  }

  private static Model mlp() {
    return new Sequential()
        .add(new Input(784))
        .add(new Dense(512).activation("relu"))
        .add(new Dense(512).activation("relu"))
        .add(output());
  }

  private static Model cnn() {
    return new Sequential()
        .add(new Input(28, 28, 1))
        .add(new Conv2D(32, 3, 3).activation("relu"))
        .add(new Conv2D(64, 3, 3).activation("relu"))
        .add(new MaxPooling2D(2, 2))
        .add(new Flatten())
        .add(new Dense(128).activation("relu"))
        .add(output());
  }

  private static Model lstm() {
    return new Sequential()
        .add(new Input(80, 128))
        .add(new LSTM(128).returnSequences(true))
        .add(new LSTM(128))
        .add(output());
  }

  private static Model gru() {
    return new Sequential()
        .add(new Input(80, 128))
        .add(new GRU(128).returnSequences(true))
        .add(new GRU(128))
        .add(output());
  }

  private static Model resnetBlock() {
    Tensor input = Input.of(56, 56, 64);
    Tensor x = input;
    for (int i = 0; i < 2; i++) {
      x = new Conv2D(64, 3, 3).padding("same").useBias(false).apply(x);
      x = new BatchNormalization().apply(x);
      x = new Activation("relu").apply(x);
    }
    x = new Add().apply(x, input);
    x = new GlobalAveragePooling2D().apply(x);
    return new Model(List.of(input), List.of(output().apply(x)));
  }

  private static Model attention() {
    Tensor input = Input.of(128, 256);
    Tensor x = new MultiHeadAttention(8, 32).apply(input, input);
    x = new GlobalAveragePooling1D().apply(x);
    return new Model(List.of(input), List.of(output().apply(x)));
  }

  private static Dense output() {
    return new Dense(Workload.CLASSES).activation("softmax");
  }
}
