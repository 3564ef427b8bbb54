package io.hornbill.benchmarks.dl4j;

import io.hornbill.benchmarks.harness.Engine;
import io.hornbill.benchmarks.harness.EngineProcess;
import io.hornbill.benchmarks.harness.RowPredictor;
import io.hornbill.benchmarks.harness.Samples;
import io.hornbill.benchmarks.harness.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Deeplearning4j: {@code fit(DataSet)} for steps, {@code output} for single rows. */
public final class Dl4jEngine implements Engine {

  private static final String POM =
      "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

  private final List<DataSet> data = new ArrayList<>();
  private final ToDoubleFunction<DataSet> fit;
  private final Supplier<UnaryOperator<INDArray>> copy;

  private Dl4jEngine(Workload workload, List<Samples> batches) {
    if (workload == Workload.RESNET_BLOCK) {
      ComputationGraph network = new ComputationGraph(Networks.resnetBlock());
      network.init();
      fit =
          batch -> {
            network.fit(batch);
            return network.score();
          };
      copy = () -> network.clone()::outputSingle;
    } else {
      MultiLayerNetwork network = new MultiLayerNetwork(Networks.sequential(workload));
      network.init();
      fit =
          batch -> {
            network.fit(batch);
            return network.score();
          };
      copy = () -> network.clone()::output;
    }
    for (Samples batch : batches) {
      data.add(dataSet(workload, batch));
    }
  }

  /**
   * Serves the coordinator.
   *
   * @param args the workload's name
   * @throws Exception if the engine fails
   */
  public static void main(String[] args) throws Exception {
    EngineProcess.serve(Dl4jEngine::new, args);
  }

  /** Deeplearning4j's own layouts: channels or features first, labels as one-hot rows. */
  private static DataSet dataSet(Workload workload, Samples batch) {
    long[] shape = workload.batchShape();
    int last = shape.length - 1;
    INDArray x;
    if (last == 1) {
      x = Nd4j.create(batch.x(), shape, 'c');
    } else {
      long[] turned = shape.clone();
      turned[1] = shape[last];
      System.arraycopy(shape, 1, turned, 2, last - 1);
      x = Nd4j.create(batch.channelsFirst((int) shape[last]), turned, 'c');
    }
    long[] labels = {workload.batchSize(), Workload.CLASSES};
    return new DataSet(x, Nd4j.create(batch.oneHot(), labels, 'c'));
  }

  @Override
  public String describe() {
    Path natives = Path.of(Loader.load(Nd4jCpu.class));
    return "Deeplearning4j "
        + version()
        + ", natives "
        + natives.getParent().getFileName()
        + ", threads "
        + NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
  }

  private static String version() {
    try (InputStream pom = MultiLayerNetwork.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      properties.load(pom);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public double step(int batch) {
    return fit.applyAsDouble(data.get(batch));
  }

  /** Every thread asks a copy of its own, since a network lets one thread in at a time. */
  @Override
  public RowPredictor rowPredictor(List<float[]> rows) {
    List<INDArray> prepared =
        rows.stream().map(row -> Nd4j.create(row, new long[] {1, row.length}, 'c')).toList();
    UnaryOperator<INDArray> network = copy.get();
    return row -> network.apply(prepared.get(row)).toFloatVector();
  }
}
