package io.hornbill.benchmarks;

import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Workload;
import java.util.Arrays;
import java.util.List;

/** An engine of the comparison: its name in the output, and what its processes run. */
enum Contender {
  HORNBILL("hornbill", "target/quick", "HornbillEngine", "SavedModelEngine"),
  DJL_PYTORCH("djl-pytorch", "djl/target", "djl.DjlEngine", "djl.DjlNetwork"),
  DL4J("dl4j", "dl4j/target", "dl4j.Dl4jEngine", ""),
  ONNXRUNTIME_JAVA("onnxruntime-java", "onnx/target", "onnx.OnnxEngine", "onnx.OnnxNetwork"),
  TORCH_EAGER("torch-eager", "training_peer.py", ""),
  TORCH_COMPILE("torch-compile", "training_peer.py", ""),
  KERAS_JAX("keras-jax", "training_peer.py", ""),
  KERAS_TENSORFLOW("keras-tensorflow", "training_peer.py", ""),
  ONNXRUNTIME("onnxruntime", "", "inference_peer.py"),
  OPENVINO("openvino", "", "inference_peer.py");

  private static final List<Contender> PREDICTING =
      List.of(HORNBILL, DJL_PYTORCH, ONNXRUNTIME_JAVA, ONNXRUNTIME, OPENVINO);

  private static final List<Contender> TRAINING =
      List.of(HORNBILL, DJL_PYTORCH, DL4J, TORCH_EAGER, TORCH_COMPILE, KERAS_JAX, KERAS_TENSORFLOW);
  private static final List<Contender> LATENCY =
      List.of(HORNBILL, DJL_PYTORCH, DL4J, ONNXRUNTIME_JAVA, ONNXRUNTIME, OPENVINO);

  private final String title;
  private final String folder;
  private final String trainer;
  private final String predictor;

  /** One that runs in a JVM: the folder of its build, and a class for each thing that it does. */
  Contender(String title, String folder, String trainer, String predictor) {
    this.title = title;
    this.folder = folder;
    this.trainer = trainer;
    this.predictor = predictor;
  }

  /** One that runs in Python: a script for each thing that it does. */
  Contender(String title, String trainer, String predictor) {
    this(title, "", trainer, predictor);
  }

  static Contender of(String title) {
    return Arrays.stream(values())
        .filter(contender -> contender.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of("Contender")
                    .expected("unknown engine")
                    .received("\"%s\"", title)
                    .remedy(
                        "Known names: %s.", Arrays.stream(values()).map(Contender::title).toList())
                    .argument());
  }

  /**
   * Returns who takes part in a workload unless told otherwise.
   *
   * @param workload the workload
   * @param python whether there is a Python, which brings its engines and writes files for ONNX
   * @return Hornbill first
   */
  static List<Contender> of(Workload workload, boolean python) {
    return (workload == Workload.PREDICT_LATENCY ? LATENCY : TRAINING)
        .stream().filter(contender -> python || contender.trainsInJava()).toList();
  }

  /**
   * Returns who predicts with networks from files unless told otherwise.
   *
   * @param python whether there is a Python, which brings its engines
   * @return Hornbill first
   */
  static List<Contender> predicting(boolean python) {
    return PREDICTING.stream().filter(contender -> python || !contender.isPython()).toList();
  }

  private boolean trainsInJava() {
    return !isPython() && this != ONNXRUNTIME_JAVA;
  }

  String title() {
    return title;
  }

  boolean isPython() {
    return folder.isEmpty();
  }

  /** The folder of its build within this module's. */
  String folder() {
    return folder;
  }

  /** The class or script that does a workload; empty if there is none. */
  String trainer() {
    return trainer;
  }

  /** How the names of the files end that it predicts with. */
  String suffix() {
    return switch (this) {
      case HORNBILL -> ".keras";
      case DJL_PYTORCH -> ".pt";
      default -> ".onnx";
    };
  }

  /** The class or script that predicts with a network from a file; empty if there is none. */
  String predictor() {
    return predictor;
  }
}
