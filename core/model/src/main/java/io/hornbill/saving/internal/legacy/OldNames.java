package io.hornbill.saving.internal.legacy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Keras 1 and 2 called layers and their settings, and what settings were if none was given.
 */
final class OldNames {
  private static final Pattern BLANKS = Pattern.compile(" +");

  /** Old class names, and the present ones of the same meaning. */
  private static final Map<String, String> CLASSES =
      pairs(
          """
          Convolution1D=Conv1D Convolution2D=Conv2D Convolution3D=Conv3D
          AtrousConvolution1D=Conv1D AtrousConvolution2D=Conv2D AtrousConv1D=Conv1D
          AtrousConv2D=Conv2D Deconvolution2D=Conv2DTranspose Deconvolution3D=Conv3DTranspose
          Convolution2DTranspose=Conv2DTranspose Convolution3DTranspose=Conv3DTranspose
          SeparableConvolution1D=SeparableConv1D SeparableConvolution2D=SeparableConv2D
          TimeDistributedDense=Dense CuDNNLSTM=LSTM CuDNNGRU=GRU
          BatchNormalizationV1=BatchNormalization BatchNormalizationV2=BatchNormalization
          SyncBatchNormalization=BatchNormalization DenseV1=Dense LSTMV2=LSTM GRUV2=GRU
          LSTMCellV2=LSTMCell GRUCellV2=GRUCell Model=Functional
          """);

  /** Settings that are called differently now, in whatever layer they stand. */
  private static final Map<String, String> FIELDS =
      pairs(
          """
          nb_filter=filters filter_length=kernel_size subsample=strides subsample_length=strides
          border_mode=padding dim_ordering=data_format atrous_rate=dilation_rate
          pool_length=pool_size stride=strides length=size p=rate sigma=stddev
          output_dim=units bias=use_bias init=kernel_initializer inner_init=recurrent_initializer
          inner_activation=recurrent_activation dropout_W=dropout dropout_U=recurrent_dropout
          W_regularizer=kernel_regularizer U_regularizer=recurrent_regularizer
          b_regularizer=bias_regularizer W_constraint=kernel_constraint
          b_constraint=bias_constraint
          """);

  /** Settings that are called differently in one kind of layer. */
  private static final Map<String, Map<String, String>> FIELDS_OF =
      Map.of(
          "Embedding",
          pairs(
              """
              output_dim=output_dim init=embeddings_initializer
              W_regularizer=embeddings_regularizer W_constraint=embeddings_constraint
              """),
          "PReLU",
          pairs("init=alpha_initializer"),
          "LeakyReLU",
          pairs("alpha=negative_slope"),
          "BatchNormalization",
          pairs("beta_init=beta_initializer gamma_init=gamma_initializer"));

  /** What settings were that a file leaves out, where that differs from today. */
  private static final Map<String, Map<String, Object>> DEFAULTS =
      Map.of(
          "LSTM", Map.of("recurrent_activation", "hard_sigmoid"),
          "GRU", Map.of("recurrent_activation", "hard_sigmoid", "reset_after", false),
          "LSTMCell", Map.of("recurrent_activation", "hard_sigmoid"),
          "GRUCell", Map.of("recurrent_activation", "hard_sigmoid", "reset_after", false),
          "ConvLSTM1D", Map.of("recurrent_activation", "hard_sigmoid"),
          "ConvLSTM2D", Map.of("recurrent_activation", "hard_sigmoid"),
          "ConvLSTM3D", Map.of("recurrent_activation", "hard_sigmoid"),
          "Flatten", Map.of("data_format", "channels_last"));

  /** What a layer did whose settings did not say so. */
  private static final Map<String, Map<String, Object>> FIXED =
      Map.of(
          "CuDNNLSTM", Map.of("activation", "tanh", "recurrent_activation", "sigmoid"),
          "CuDNNGRU",
              Map.of("activation", "tanh", "recurrent_activation", "sigmoid", "reset_after", true));

  private static final Set<String> ORDERED =
      Set.of(
          "UpSampling2D",
          "UpSampling3D",
          "ZeroPadding2D",
          "ZeroPadding3D",
          "Cropping2D",
          "Cropping3D",
          "SpatialDropout2D",
          "SpatialDropout3D");

  private OldNames() {}

  static String className(String old) {
    return CLASSES.getOrDefault(old, old);
  }

  static String field(String className, String old) {
    Map<String, String> own = FIELDS_OF.getOrDefault(className, Map.of());
    return own.containsKey(old) ? own.get(old) : FIELDS.getOrDefault(old, old);
  }

  static Map<String, Object> defaults(String className) {
    return DEFAULTS.getOrDefault(className, Map.of());
  }

  /** Whether Keras 1 left the order of axes of this layer unsaid. */
  static boolean needsDataFormat(String className) {
    return ORDERED.contains(className);
  }

  static Map<String, Object> fixed(String oldClassName) {
    return FIXED.getOrDefault(oldClassName, Map.of());
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.lines().flatMap(BLANKS::splitAsStream).toList()) {
      int equals = pair.indexOf('=');
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return pairs;
  }
}
