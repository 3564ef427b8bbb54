package io.hornbill.benchmarks.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.translate.TranslateException;
import io.hornbill.benchmarks.harness.Engine;
import io.hornbill.benchmarks.harness.EngineProcess;
import io.hornbill.benchmarks.harness.RowPredictor;
import io.hornbill.benchmarks.harness.Samples;
import io.hornbill.benchmarks.harness.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PyTorch through DJL: a {@code Trainer} for steps, a {@code Predictor} for single rows. */
public final class DjlEngine implements Engine {

  private static final String NAME = "peer";

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final List<NDArray> inputs = new ArrayList<>();
  private final List<NDArray> labels = new ArrayList<>();
  private final Workload workload;
  private final Model model;
  private final Trainer trainer;

  private DjlEngine(Workload workload, List<Samples> batches) {
    this.workload = workload;
    Shape shape = Layouts.shape(workload);
    for (Samples batch : batches) {
      inputs.add(manager.create(Layouts.values(workload, batch), shape));
      labels.add(manager.create(batch.labels(), new Shape(workload.batchSize(), 1)));
    }
    model = newModel();
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Adam.builder().build())
                .optDevices(new Device[] {Device.cpu()}));
    trainer.initialize(shape);
  }

  /**
   * Serves the coordinator.
   *
   * @param args the workload's name
   * @throws Exception if the engine fails
   */
  public static void main(String[] args) throws Exception {
    EngineProcess.serve(DjlEngine::new, args);
  }

  @Override
  public String describe() {
    return description(manager);
  }

  /** The versions and threads of the engine of a manager. */
  static String description(NDManager manager) {
    ai.djl.engine.Engine engine = manager.getEngine();
    return "DJL "
        + ai.djl.engine.Engine.getDjlVersion()
        + ", PyTorch "
        + engine.getVersion()
        + ", threads "
        + JniUtils.getNumThreads()
        + ", between operators "
        + JniUtils.getNumInteropThreads();
  }

  @Override
  public double step(int batch) {
    try (NDManager stepManager = manager.newSubManager()) {
      NDList x = new NDList(inputs.get(batch));
      NDList y = new NDList(labels.get(batch));
      // What a step computes belongs to the manager of its inputs: here until the step ends.
      x.tempAttach(stepManager);
      y.tempAttach(stepManager);
      float mean;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray loss = trainer.getLoss().evaluate(y, trainer.forward(x));
        collector.backward(loss);
        mean = loss.getFloat();
      }
      trainer.step();
      return mean;
    }
  }

  /** Asks a copy of the model that went through its file, as DJL's users serve a model. */
  @Override
  public RowPredictor rowPredictor(List<float[]> rows) {
    List<NDList> prepared = new ArrayList<>();
    Shape shape = new Shape(1, workload.rowLength());
    for (float[] row : rows) {
      prepared.add(new NDList(manager.create(row, shape)));
    }
    Predictor<NDList, float[]> predictor = reloaded().newPredictor(new Probabilities());
    return row -> {
      try {
        return predictor.predict(prepared.get(row));
      } catch (TranslateException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private Model reloaded() {
    try {
      Path folder = Files.createTempDirectory("hornbill-benchmarks");
      model.save(folder, NAME);
      Model copy = newModel();
      copy.load(folder, NAME);
      try (var files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException(e);
    }
  }

  private Model newModel() {
    Model fresh = Model.newInstance(NAME, Device.cpu(), "PyTorch");
    fresh.setBlock(Networks.of(workload));
    return fresh;
  }
}
