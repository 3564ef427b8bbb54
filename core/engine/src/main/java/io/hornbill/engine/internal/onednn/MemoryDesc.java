package io.hornbill.engine.internal.onednn;

import io.hornbill.base.Fault;
import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * Logical dimensions and the layout in memory of an array of 32-bit floats, or of {@linkplain
 * #bfloat16() bfloat16 numbers}.
 *
 * <p>An immutable value that holds no native memory. Besides plain layouts, which are strides, it
 * can stand for a blocked layout that a primitive has chosen ({@link Primitive#desc(int)}), or
 * leave the choice to the primitive ({@link #any}).
 *
 * <p>Example: a batch of 32 channels-last images and a kernel {@code [in, out]} seen as {@code
 * [out, in]}.
 *
 * <pre>{@code
 * MemoryDesc images = MemoryDesc.channelsLast(32, 3, 28, 28);
 * MemoryDesc weights = MemoryDesc.strided(new long[] {512, 784}, new long[] {1, 512});
 * }</pre>
 */
public final class MemoryDesc {
  private static final long[] NO_STRIDES = {};

  private final long[] dims;
  private final byte[] blob;
  private final long bytes;
  private final boolean any;
  private final long[] strides;
  private final boolean bfloat16;

  private MemoryDesc(long[] dims, byte[] blob, boolean any, long[] strides, dnnl_memory_desc md) {
    this.dims = dims;
    this.blob = blob;
    this.any = any;
    this.strides = strides;
    bytes = any ? 0 : dnnl.dnnl_memory_desc_get_size(md);
    bfloat16 = Natives.dataType(md) == dnnl.dnnl_bf16;
  }

  /**
   * Returns a row-major layout without gaps.
   *
   * @param dims the dimensions, 1 to 12 of them
   * @return the description
   */
  public static MemoryDesc dense(long... dims) {
    return strided(dims, denseStrides(dims));
  }

  /**
   * Returns a plain layout with given strides, for example of a transposed view.
   *
   * @param dims the dimensions, 1 to 12 of them
   * @param strides distance in elements between neighbours along each dimension
   * @return the description
   * @throws DnnlException if oneDNN does not accept the strides
   */
  public static MemoryDesc strided(long[] dims, long[] strides) {
    checkRank(dims, strides.length);
    return KnownLayouts.of(dims, strides, false, () -> described(dims, strides, dnnl.dnnl_f32));
  }

  private static MemoryDesc described(long[] dims, long[] strides, int type) {
    dnnl_memory_desc md = new dnnl_memory_desc();
    Dnnl.check(
        dnnl.dnnl_memory_desc_create_with_strides(
            md, dims.length, dims.clone(), type, strides.clone()),
        "MemoryDesc",
        "describe strides");
    return owned(dims, md, false, strides.clone());
  }

  /**
   * Returns the same dimensions and strides, or the same freedom to choose a layout, for bfloat16
   * numbers: the upper halves of floats.
   *
   * @return the description of an array of half the size
   * @throws IllegalStateException if the layout is one that a primitive has chosen
   */
  public MemoryDesc bfloat16() {
    if (any) {
      return described(dims, dnnl.dnnl_bf16, dnnl.dnnl_format_tag_any, "describe dimensions");
    }
    if (strides.length == 0) {
      throw Fault.of("MemoryDesc")
          .expected("a layout of bfloat16 numbers must have strides or be open")
          .received(this)
          .remedy("Describe it by dimensions and strides.")
          .state();
    }
    return KnownLayouts.of(dims, strides, true, () -> described(dims, strides, dnnl.dnnl_bf16));
  }

  /**
   * Returns a layout for the numbers of another one.
   *
   * @param other describes floats or bfloat16 numbers
   * @return this description if {@code other} is of floats, else {@link #bfloat16()}
   */
  public MemoryDesc as(MemoryDesc other) {
    return other.bfloat16 ? bfloat16() : this;
  }

  /**
   * Returns dimensions whose layout the primitive may choose.
   *
   * @param dims the dimensions, 1 to 12 of them
   * @return the description
   */
  public static MemoryDesc any(long... dims) {
    checkRank(dims, dims.length);
    return described(dims, dnnl.dnnl_f32, dnnl.dnnl_format_tag_any, "describe dimensions");
  }

  private static MemoryDesc described(long[] dims, int type, int tag, String action) {
    dnnl_memory_desc md = new dnnl_memory_desc();
    Dnnl.check(
        dnnl.dnnl_memory_desc_create_with_tag(md, dims.length, dims.clone(), type, tag),
        "MemoryDesc",
        action);
    return owned(dims, md, tag == dnnl.dnnl_format_tag_any, NO_STRIDES);
  }

  /**
   * Returns the layout Keras uses for images: the channels, second logically, vary fastest.
   *
   * @param dims {@code [n, c, spatial...]}
   * @return the description of memory that is {@code [n, spatial..., c]} row-major
   */
  public static MemoryDesc channelsLast(long... dims) {
    checkRank(dims, dims.length);
    long[] strides = new long[dims.length];
    long stride = dims[1];
    for (int axis = dims.length - 1; axis > 1; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    strides[0] = stride;
    strides[1] = 1;
    return strided(dims, strides);
  }

  /**
   * Returns the layout that convolutions of images like best with AVX2: blocks of eight channels,
   * {@code [n, c / 8, h, w, 8]} row-major. Channels that are missing to a whole block are zeros.
   *
   * @param dims {@code [n, c, h, w]}
   * @return the description
   */
  public static MemoryDesc channelBlocks(long... dims) {
    checkRank(dims, dims.length);
    return KnownLayouts.of(
        dims,
        NO_STRIDES,
        false,
        () -> described(dims, dnnl.dnnl_f32, dnnl.dnnl_nChw8c, "describe blocks of channels"));
  }

  /**
   * Returns the strides of a row-major array without gaps.
   *
   * @param dims the dimensions
   * @return one stride for each dimension, in elements
   */
  public static long[] denseStrides(long... dims) {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }

  /**
   * Returns the logical dimensions.
   *
   * @return a copy
   */
  public long[] dims() {
    return dims.clone();
  }

  /**
   * Returns the size of the memory, padding of blocked layouts included.
   *
   * @return bytes; 0 if the layout is still {@link #any}
   */
  public long bytes() {
    return bytes;
  }

  /** Compares dimensions and layout as oneDNN does: equal descriptions need no {@link Reorder}. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof MemoryDesc that) || !Arrays.equals(dims, that.dims)) {
      return false;
    }
    if (Arrays.equals(blob, that.blob)) {
      return true;
    }
    try (NativeScope scope = new NativeScope()) {
      return dnnl.dnnl_memory_desc_equal(scope.desc(this), scope.desc(that)) != 0;
    }
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return "MemoryDesc" + Arrays.toString(dims) + (any ? " any" : " " + bytes + " bytes");
  }

  /** Copies a native description, whose owner stays who it was; null if it describes nothing. */
  static @Nullable MemoryDesc copyOf(@Nullable dnnl_memory_desc md) {
    if (md == null || md.isNull()) {
      return null;
    }
    int rank = Natives.rank(md);
    return rank == 0 ? null : copy(Natives.dims(md, rank), md, false, NO_STRIDES);
  }

  /** Makes the native counterpart, which the caller destroys. */
  dnnl_memory_desc create() {
    dnnl_memory_desc md = new dnnl_memory_desc();
    Natives.describe(md, blob);
    return md;
  }

  private static MemoryDesc owned(long[] dims, dnnl_memory_desc md, boolean any, long[] strides) {
    try {
      return copy(dims.clone(), md, any, strides);
    } finally {
      dnnl.dnnl_memory_desc_destroy(md);
    }
  }

  private static MemoryDesc copy(long[] dims, dnnl_memory_desc md, boolean any, long[] strides) {
    return new MemoryDesc(dims, Natives.blob(md), any, strides, md);
  }

  private static void checkRank(long[] dims, int strides) {
    if (dims.length == 0 || dims.length > 12 || strides != dims.length) {
      throw Fault.of("MemoryDesc")
          .expected("expected 1 to 12 dimensions and as many strides")
          .received("dims %s and %s strides", Arrays.toString(dims), strides)
          .remedy("Merge or add axes.")
          .argument();
    }
  }
}
