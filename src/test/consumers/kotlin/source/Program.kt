import io.hornbill.Hornbill
import io.hornbill.Input
import io.hornbill.Model
import io.hornbill.Sequential
import io.hornbill.datasets.Digits
import io.hornbill.layers.Dense
import io.hornbill.layers.Flatten
import java.nio.file.Files

/** What a user's first program does: learns, saves, loads and asks. */
fun main() {
    Hornbill.seed(42)
    val data = Digits.loadData()
    val model = Sequential(
        Input(8, 8),
        Flatten(),
        Dense(64).activation("relu"),
        Dense(10).activation("softmax"),
    )
    model.compile("adam", "sparse_categorical_crossentropy", "accuracy")
    model.fit(data.train().x().div(16), data.train().y()) { it.epochs(8).verbose(2) }
    val file = Files.createTempFile("digits", ".keras")
    model.save(file)
    val accuracy = Model.load(file).use { again ->
        again.evaluate(data.test().x().div(16), data.test().y())["accuracy"]!!
    }
    Files.delete(file)
    println("accuracy $accuracy")
    check(accuracy >= 0.9) { "The model has learned nothing." }
}
