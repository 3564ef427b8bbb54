package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.MemoryBudget;
import io.hornbill.files.internal.NumericType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A compressed array of bytes of the form in which MNIST was first published.
 *
 * @see <a href="https://github.com/cvdfoundation/mnist">The format</a>
 */
final class IdxFile {

  private static final int UNSIGNED_BYTES = 8;
  private static final int LARGEST_RATIO = 1032;

  private IdxFile() {}

  static INDArray read(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      long possible = Files.size(file) * LARGEST_RATIO;
      int magic = ByteBuffer.wrap(exactly(in, 4, file)).getInt();
      int rank = magic & 0xff;
      if (magic >>> 8 != UNSIGNED_BYTES || rank == 0 || rank > 4) {
        throw damaged(file, "the magic number " + magic);
      }
      ByteBuffer lengths = ByteBuffer.wrap(exactly(in, 4 * rank, file));
      long[] shape = new long[rank];
      for (int axis = 0; axis < rank; axis++) {
        shape[axis] = lengths.getInt();
      }
      long count = ArrayMemory.count(shape, file.toString());
      if (count > possible || count > Integer.MAX_VALUE - 8) {
        throw damaged(file, "the shape " + Arrays.toString(shape));
      }
      MemoryBudget.require(count, file.toString());
      byte[] data = exactly(in, (int) count, file);
      return ArrayMemory.read(
          NumericType.UINT8,
          shape,
          (offset, target) -> target.put(data, (int) offset, target.remaining()),
          file.toString());
    } catch (IOException e) {
      throw damaged(file, e.toString());
    }
  }

  private static byte[] exactly(InputStream in, int count, Path file) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw damaged(file, "its end after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  private static ModelFormatException damaged(Path file, String received) {
    return Fault.of("IdxFile")
        .expected("the file must be a compressed array of bytes")
        .received("%s in %s", received, file)
        .remedy("Fetch it again.")
        .as(ModelFormatException::new);
  }
}
