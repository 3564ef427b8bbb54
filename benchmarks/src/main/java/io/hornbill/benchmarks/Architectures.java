package io.hornbill.benchmarks;

import io.hornbill.Model;
import io.hornbill.applications.ConvNeXtBase;
import io.hornbill.applications.ConvNeXtLarge;
import io.hornbill.applications.ConvNeXtSmall;
import io.hornbill.applications.ConvNeXtTiny;
import io.hornbill.applications.ConvNeXtXLarge;
import io.hornbill.applications.DenseNet121;
import io.hornbill.applications.DenseNet169;
import io.hornbill.applications.DenseNet201;
import io.hornbill.applications.EfficientNetB0;
import io.hornbill.applications.EfficientNetB1;
import io.hornbill.applications.EfficientNetB2;
import io.hornbill.applications.EfficientNetB3;
import io.hornbill.applications.EfficientNetB4;
import io.hornbill.applications.EfficientNetB5;
import io.hornbill.applications.EfficientNetB6;
import io.hornbill.applications.EfficientNetB7;
import io.hornbill.applications.EfficientNetV2B0;
import io.hornbill.applications.EfficientNetV2B1;
import io.hornbill.applications.EfficientNetV2B2;
import io.hornbill.applications.EfficientNetV2B3;
import io.hornbill.applications.EfficientNetV2L;
import io.hornbill.applications.EfficientNetV2M;
import io.hornbill.applications.EfficientNetV2S;
import io.hornbill.applications.InceptionResNetV2;
import io.hornbill.applications.InceptionV3;
import io.hornbill.applications.MobileNet;
import io.hornbill.applications.MobileNetV2;
import io.hornbill.applications.MobileNetV3Large;
import io.hornbill.applications.MobileNetV3Small;
import io.hornbill.applications.MusicTaggerCRNN;
import io.hornbill.applications.NASNetLarge;
import io.hornbill.applications.NASNetMobile;
import io.hornbill.applications.ResNet101;
import io.hornbill.applications.ResNet101V2;
import io.hornbill.applications.ResNet152;
import io.hornbill.applications.ResNet152V2;
import io.hornbill.applications.ResNet50;
import io.hornbill.applications.ResNet50V2;
import io.hornbill.applications.VGG16;
import io.hornbill.applications.VGG19;
import io.hornbill.applications.Xception;
import io.hornbill.base.Fault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All networks of the module applications, by name. */
final class Architectures {
  private static final Map<String, Function<@Nullable Path, Model>> MAKERS = new LinkedHashMap<>();

  static {
    MAKERS.put("Xception", w -> Xception.create(o -> o.weights(w)));
    MAKERS.put("VGG16", w -> VGG16.create(o -> o.weights(w)));
    MAKERS.put("VGG19", w -> VGG19.create(o -> o.weights(w)));
    MAKERS.put("ResNet50", w -> ResNet50.create(o -> o.weights(w)));
    MAKERS.put("ResNet101", w -> ResNet101.create(o -> o.weights(w)));
    MAKERS.put("ResNet152", w -> ResNet152.create(o -> o.weights(w)));
    MAKERS.put("ResNet50V2", w -> ResNet50V2.create(o -> o.weights(w)));
    MAKERS.put("ResNet101V2", w -> ResNet101V2.create(o -> o.weights(w)));
    MAKERS.put("ResNet152V2", w -> ResNet152V2.create(o -> o.weights(w)));
    MAKERS.put("InceptionV3", w -> InceptionV3.create(o -> o.weights(w)));
    MAKERS.put("InceptionResNetV2", w -> InceptionResNetV2.create(o -> o.weights(w)));
    MAKERS.put("MobileNet", w -> MobileNet.create(o -> o.weights(w)));
    MAKERS.put("MobileNetV2", w -> MobileNetV2.create(o -> o.weights(w)));
    MAKERS.put("MobileNetV3Small", w -> MobileNetV3Small.create(o -> o.weights(w)));
    MAKERS.put("MobileNetV3Large", w -> MobileNetV3Large.create(o -> o.weights(w)));
    MAKERS.put("DenseNet121", w -> DenseNet121.create(o -> o.weights(w)));
    MAKERS.put("DenseNet169", w -> DenseNet169.create(o -> o.weights(w)));
    MAKERS.put("DenseNet201", w -> DenseNet201.create(o -> o.weights(w)));
    MAKERS.put("NASNetMobile", w -> NASNetMobile.create(o -> o.weights(w)));
    MAKERS.put("NASNetLarge", w -> NASNetLarge.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB0", w -> EfficientNetB0.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB1", w -> EfficientNetB1.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB2", w -> EfficientNetB2.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB3", w -> EfficientNetB3.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB4", w -> EfficientNetB4.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB5", w -> EfficientNetB5.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB6", w -> EfficientNetB6.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetB7", w -> EfficientNetB7.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetV2B0", w -> EfficientNetV2B0.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetV2B1", w -> EfficientNetV2B1.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetV2B2", w -> EfficientNetV2B2.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetV2B3", w -> EfficientNetV2B3.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetV2S", w -> EfficientNetV2S.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetV2M", w -> EfficientNetV2M.create(o -> o.weights(w)));
    MAKERS.put("EfficientNetV2L", w -> EfficientNetV2L.create(o -> o.weights(w)));
    MAKERS.put("ConvNeXtTiny", w -> ConvNeXtTiny.create(o -> o.weights(w)));
    MAKERS.put("ConvNeXtSmall", w -> ConvNeXtSmall.create(o -> o.weights(w)));
    MAKERS.put("ConvNeXtBase", w -> ConvNeXtBase.create(o -> o.weights(w)));
    MAKERS.put("ConvNeXtLarge", w -> ConvNeXtLarge.create(o -> o.weights(w)));
    MAKERS.put("ConvNeXtXLarge", w -> ConvNeXtXLarge.create(o -> o.weights(w)));
    MAKERS.put("MusicTaggerCRNN", w -> MusicTaggerCRNN.create(o -> o.weights(w)));
  }

  private Architectures() {}

  /** The names of all networks. */
  static List<String> names() {
    return List.copyOf(MAKERS.keySet());
  }

  /**
   * Makes a network.
   *
   * @param name its name
   * @param weights the file of its weights; null for random ones
   * @return the network with top, of its own size
   * @throws IllegalArgumentException if there is none of that name
   */
  static Model create(String name, @Nullable Path weights) {
    Function<@Nullable Path, Model> maker = MAKERS.get(name);
    if (maker == null) {
      throw Fault.of("Architectures")
          .expected("there must be a network of that name")
          .received(name)
          .remedy("Choose among %s.", names())
          .argument();
    }
    return maker.apply(weights);
  }
}
