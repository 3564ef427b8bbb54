package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which masks the outputs of layers have, by those of their inputs and by {@link MaskRules}.
 * Merging layers let a step count where it counts in all inputs before Keras 3.8, in those that
 * have a mask; and where it counts in any since.
 */
final class LayerMasks {
  private final MaskFormulas formulas;
  private final boolean keras2;
  private final Set<String> concatenated = new HashSet<>();

  LayerMasks(MaskFormulas formulas, boolean keras2) {
    this.formulas = formulas;
    this.keras2 = keras2;
  }

  /** The mask of one of the outputs of a call. */
  String output(Config layer, List<MaskedTensor> given, int index) {
    String className = GraphForm.className(layer);
    Config settings = GraphForm.settings(layer);
    MaskedTensor first = given.get(0);
    return switch (MaskRules.of(className)) {
      case EMBEDS -> settings.bool("mask_zero", false) ? notEqual(first, 0) : MaskGraph.NONE;
      case MASKS -> formulas.any(notEqual(first, settings.number("mask_value", 0)));
      case MERGES -> merged(given.stream().map(MaskedTensor::mask).toList());
      case CONCATENATES -> concatenated(settings.integer("axis", -1), given);
      case WRAPS -> {
        Config inner = settings.config("layer");
        yield inner == null ? MaskGraph.NONE : output(inner, given, index);
      }
      case PASSES -> first.mask();
      case PASSES_IN_KERAS_3 -> keras2 ? MaskGraph.NONE : first.mask();
      case ENDS ->
          index == 0 && MaskRules.givesSequences(className, settings)
              ? first.mask()
              : MaskGraph.NONE;
    };
  }

  private String notEqual(MaskedTensor given, double value) {
    return formulas.notEqual(given.tensor(), given.reference(), value);
  }

  private String merged(List<String> masks) {
    List<String> some = masks.stream().filter(mask -> !mask.equals(MaskGraph.NONE)).toList();
    return some.isEmpty() || (!keras2 && some.size() < masks.size())
        ? MaskGraph.NONE
        : joined(some);
  }

  private String joined(List<String> masks) {
    return formulas.joined(keras2 ? "and" : "or", masks);
  }

  private String concatenated(int axis, List<MaskedTensor> given) {
    if (given.stream().allMatch(MaskedTensor::isPlain)) {
      return MaskGraph.NONE;
    }
    boolean last = axis == -1 || axis == given.get(0).rank() - 1;
    List<String> masks = new ArrayList<>();
    for (MaskedTensor one : given) {
      String all = last ? MaskGraph.ALL : MaskGraph.ALL + one.tensor();
      masks.add(one.isPlain() ? all : one.mask());
    }
    String mask = last ? joined(masks) : formulas.along(axis, masks);
    concatenated.add(mask);
    return mask;
  }

  /** Whether a mask came through a {@code Concatenate}. */
  boolean isConcatenated(String mask) {
    return concatenated.contains(mask);
  }
}
