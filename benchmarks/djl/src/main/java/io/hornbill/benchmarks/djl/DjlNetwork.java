package io.hornbill.benchmarks.djl;

import ai.djl.Device;
import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import io.hornbill.benchmarks.harness.PredictionProcess;
import io.hornbill.benchmarks.harness.SavedNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** A network of images in TorchScript, which DJL reads. */
public final class DjlNetwork implements SavedNetwork {
  private static final int SIDE = 224;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final ZooModel<NDList, float[]> model;

  private DjlNetwork(String file) throws ModelException, IOException {
    model =
        Criteria.builder()
            .setTypes(NDList.class, float[].class)
            .optEngine("PyTorch")
            .optDevice(Device.cpu())
            .optModelPath(Path.of(file))
            .optTranslator(new Probabilities())
            .build()
            .loadModel();
  }

  /**
   * Serves the coordinator, or predicts once if there is a second argument: {@code once}.
   *
   * @param args the network's file
   * @throws Exception if the file cannot be read
   */
  public static void main(String[] args) throws Exception {
    PredictionProcess.serve(DjlNetwork::new, args);
  }

  @Override
  public String describe() {
    return DjlEngine.description(manager);
  }

  @Override
  public Runnable caller(int images) {
    NDArray x = manager.randomUniform(0, 1, new Shape(images, 3, SIDE, SIDE));
    NDList batch = new NDList(x);
    Predictor<NDList, float[]> predictor = model.newPredictor();
    return () -> {
      try {
        predictor.predict(batch);
      } catch (TranslateException e) {
        throw new IllegalStateException(e);
      }
    };
  }
}
