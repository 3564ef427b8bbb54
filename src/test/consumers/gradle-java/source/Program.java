import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.datasets.Digits;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user's first program does: learns, saves, loads and asks. */
public class Program {
  public static void main(String[] args) throws Exception {
    Hornbill.seed(42);
    var data = Digits.loadData();
    var model =
        new Sequential(
            new Input(8, 8),
            new Flatten(),
            new Dense(64).activation("relu"),
            new Dense(10).activation("softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy");
    model.fit(data.train().x().div(16), data.train().y(), f -> f.epochs(8).verbose(2));
    Path file = Files.createTempFile("digits", ".keras");
    model.save(file);
    double accuracy;
    try (Model again = Model.load(file)) {
      accuracy = again.evaluate(data.test().x().div(16), data.test().y()).get("accuracy");
    }
    Files.delete(file);
    System.out.println("accuracy " + accuracy);
    if (accuracy < 0.9) {
      throw new IllegalStateException("The model has learned nothing.");
    }
  }
}
