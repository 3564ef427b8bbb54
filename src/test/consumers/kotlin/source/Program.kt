import io.hornbill.Hornbill
import io.hornbill.Input
import io.hornbill.Model
import io.hornbill.Sequential
import io.hornbill.callbacks.EarlyStopping
import io.hornbill.datasets.Digits
import io.hornbill.layers.Activation
import io.hornbill.layers.BatchNormalization
import io.hornbill.layers.Bidirectional
import io.hornbill.layers.Conv2D
import io.hornbill.layers.Dense
import io.hornbill.layers.Dropout
import io.hornbill.layers.Embedding
import io.hornbill.layers.Flatten
import io.hornbill.layers.GRUCell
import io.hornbill.layers.GroupNormalization
import io.hornbill.layers.LSTM
import io.hornbill.layers.MaxPooling2D
import io.hornbill.layers.RNN
import io.hornbill.layers.Reshape
import io.hornbill.layers.SeparableConv1D
import io.hornbill.optimizers.Adafactor
import io.hornbill.optimizers.Adam
import io.hornbill.regularizers.L2
import java.nio.file.Files

/** Setters that layers inherit, by which the type of the layer stays known. */
fun others(): Sequential = Sequential(
    Input(6),
    Embedding(10, 4).embeddingsInitializer("uniform").maskZero(true).name("words"),
    LSTM(4).recurrentActivation("sigmoid").recurrentInitializer("orthogonal").dropout(0.1).returnSequences(true),
    RNN(GRUCell(4).dropout(0.1).recurrentDropout(0.1)).returnSequences(true).name("cells"),
    GroupNormalization(2).gammaInitializer("ones").epsilon(1e-4).scale(true).name("groups"),
    Dropout(0.1).noiseShape(-1, 1, 4).seed(1L).name("drop"),
    SeparableConv1D(4, 3).pointwiseInitializer("he_normal").depthwiseRegularizer("l2").activation("relu").name("depth"),
    Bidirectional(LSTM(4)).mergeMode("sum").name("both"),
)

/** What a user's first program does: learns, saves, loads and asks. */
fun main() {
    Hornbill.seed(42)
    val data = Digits.loadData()
    val model = Sequential(
        Input(8, 8),
        Reshape(8, 8, 1).name("picture"),
        Conv2D(8, 3).padding("same").activation("relu").kernelInitializer("he_normal").name("edges"),
        BatchNormalization().momentum(0.9).trainable(true),
        MaxPooling2D(2),
        Flatten(),
        Dense(64).useBias(true).kernelRegularizer(L2(1e-4)).biasInitializer("zeros").name("hidden"),
        Activation("relu"),
        Dropout(0.1).seed(1L),
        Dense(10).activation("softmax").name("answer"),
    )
    others().compile(Adafactor().learningRate(0.1).weightDecay(1e-4), "mse")
    model.compile(Adam().learningRate(0.003), "sparse_categorical_crossentropy", "accuracy")
    val stop = EarlyStopping().monitor("loss").patience(3)
    val history = model.fit(data.train().x().div(16), data.train().y()) { it.epochs(8).batchSize(64).callbacks(stop).verbose(2) }
    val losses = history.history().getValue("loss")
    check(losses.last() < losses.first())
    val file = Files.createTempFile("digits", ".keras")
    model.save(file)
    val accuracy = Model.load(file).use { again ->
        again.evaluate(data.test().x().div(16), data.test().y())["accuracy"]
    }
    Files.delete(file)
    println("accuracy $accuracy")
    check(accuracy >= 0.9) { "The model has learned nothing." }
}
