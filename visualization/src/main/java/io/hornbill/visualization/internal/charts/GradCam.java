package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Softmax;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.layers.Trace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where in an image a classifier sees a class: the maps of a convolution, each weighted by the mean
 * of the class score's gradient by it, added up, and cut at 0.
 *
 * @see <a href="https://arxiv.org/abs/1610.02391">Selvaraju et al. 2017: Grad-CAM</a>
 */
public final class GradCam {
  private final int height;
  private final int width;
  private final double[] heat;
  private final int classIndex;

  /** Looks at one image, as the model takes it: [height, width, channels], or with a batch axis. */
  public GradCam(Network model, INDArray image, @Nullable String layer, int classIndex) {
    long[] shape = image.shape();
    INDArray x = shape.length == 4 ? image : image.reshape(with1(shape));
    if (x.rank() != 4 || x.size(0) != 1) {
      throw Fault.of("Plots")
          .expected("gradCam takes one image [height, width, channels]")
          .received(Arrays.toString(shape))
          .remedy("Pass one as the model takes it.")
          .argument();
    }
    Tensor input = Ops.placeholder("image", new Spec(x.dataType(), Shape.of(x.shape())));
    Trace trace = Trace.inference();
    Tensor scores = beforeProbabilities(trace.run(model, List.of(input)).get(0));
    Tensor maps = maps(model, trace, layer);
    this.classIndex = classIndex < 0 ? best(input, scores, x) : classIndex;
    if (this.classIndex >= scores.shape().last()) {
      throw Fault.of("Plots")
          .expected("classIndex must be below %s", scores.shape().last())
          .received(classIndex)
          .remedy("Choose one of the model's classes.")
          .argument();
    }
    Tensor score = Ops.sum(Ops.slice(scores, -1, this.classIndex, this.classIndex + 1));
    Tensor gradient = Gradients.of(score, List.of(maps)).get(0);
    height = (int) maps.shape().dim(1);
    width = (int) maps.shape().dim(2);
    heat = heat(run(input, x, List.of(maps, gradient)), (int) maps.shape().dim(3));
  }

  private static long[] with1(long[] shape) {
    long[] result = new long[shape.length + 1];
    result[0] = 1;
    System.arraycopy(shape, 0, result, 1, shape.length);
    return result;
  }

  /** As the paper has it, the scores before a last softmax. */
  private static Tensor beforeProbabilities(Tensor output) {
    boolean probabilities = output.op() instanceof Softmax || output.op() instanceof Sigmoid;
    return probabilities ? output.node().input(0) : output;
  }

  private static Tensor maps(Network model, Trace trace, @Nullable String name) {
    Tensor last = null;
    for (Layer layer : model.layers()) {
      Tensor output = trace.firstOutputs().get(layer);
      boolean wanted = name == null || layer.name().equals(name);
      if (output != null && output.rank() == 4 && wanted) {
        last = output;
      }
    }
    if (last == null) {
      throw Fault.of("Plots")
          .expected("gradCam needs a layer with maps [batch, height, width, channels]")
          .received(name == null ? "a model without" : "\"" + name + "\"")
          .remedy("Choose a convolution of the model.")
          .argument();
    }
    return last;
  }

  private static int best(Tensor input, Tensor scores, INDArray x) {
    return Numbers.classes("scores", run(input, x, List.of(scores)).get(0))[0];
  }

  private static List<INDArray> run(Tensor input, INDArray x, List<Tensor> outputs) {
    Program program = new Program(List.of(input), outputs, List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      plan.input(0).assign(x);
      plan.run();
      return outputs.stream().map(o -> plan.output(outputs.indexOf(o)).dup('c')).toList();
    }
  }

  private static double[] heat(List<INDArray> mapsAndGradient, int channels) {
    double[] maps = Numbers.of(mapsAndGradient.get(0));
    double[] gradient = Numbers.of(mapsAndGradient.get(1));
    double[] weights = new double[channels];
    for (int i = 0; i < gradient.length; i++) {
      weights[i % channels] += gradient[i];
    }
    double[] heat = new double[maps.length / channels];
    for (int i = 0; i < maps.length; i++) {
      heat[i / channels] += maps[i] * weights[i % channels];
    }
    double most = Math.max(Arrays.stream(heat).max().orElse(0), Double.MIN_NORMAL);
    return Arrays.stream(heat).map(value -> Math.max(0, value) / most).toArray();
  }

  /** The class that is looked for. */
  public int classIndex() {
    return classIndex;
  }

  /** Rows of the map. */
  public int height() {
    return height;
  }

  /** Columns of the map. */
  public int width() {
    return width;
  }

  /** How much each place speaks for the class, row by row, from 0 to 1. */
  public double[] heat() {
    return heat;
  }
}
