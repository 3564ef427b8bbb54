package io.hornbill;

import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Dropout;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.LSTM;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a convolutional and a recurrent model from a seed for {@link DeterminismTest}, and prints
 * fingerprints of weights and answers: {@code seed}; with {@code busy} behind it, other threads ask
 * other models meanwhile.
 */
public final class SeededTraining {
  private SeededTraining() {}

  /** Runs. */
  public static void main(String... arguments) throws InterruptedException {
    Hornbill.seed(Long.parseLong(arguments[0]));
    INDArray x = Fixtures.random(1, 96, 64);
    INDArray y = Fixtures.signs(x);
    List<Sequential> models = List.of(convolutional(), recurrent());
    Sequential other = convolutional();
    other.predict(x); // whoever builds a model draws from the seed, whoever asks it again does not
    List<Thread> others = new ArrayList<>();
    if (arguments.length > 1) {
      for (int i = 0; i < 3; i++) {
        others.add(new Thread(() -> ask(other, x)));
      }
      others.forEach(Thread::start);
    }
    for (Sequential model : models) {
      model.compile("adam", "binary_crossentropy");
      model.fit(x, y, f -> f.epochs(2).batchSize(32).verbose(0));
      System.out.println("weights " + fingerprint(model.getWeights()));
      System.out.println("answers " + fingerprint(List.of(model.predict(x))));
    }
    for (Thread asker : others) {
      asker.interrupt();
      asker.join();
    }
  }

  private static void ask(Sequential model, INDArray x) {
    while (!Thread.currentThread().isInterrupted()) {
      model.predict(x);
    }
  }

  private static Sequential convolutional() {
    return new Sequential()
        .add(new Input(64))
        .add(new Reshape(8, 8, 1))
        .add(new Conv2D(16, 3).activation("relu"))
        .add(new MaxPooling2D(2))
        .add(new Flatten())
        .add(new Dropout(0.2))
        .add(new Dense(1).activation("sigmoid"));
  }

  private static Sequential recurrent() {
    return new Sequential()
        .add(new Input(64))
        .add(new Reshape(8, 8))
        .add(new LSTM(16))
        .add(new Dense(1).activation("sigmoid"));
  }

  private static String fingerprint(List<INDArray> arrays) {
    CRC32C crc = new CRC32C();
    for (INDArray array : arrays) {
      for (float number : array.dup('c').data().asFloat()) {
        int bits = Float.floatToRawIntBits(number);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          crc.update(bits >>> shift);
        }
      }
    }
    return Long.toHexString(crc.getValue());
  }
}
