package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class KeptRowsTest {
  private static final int MANY = 3000;

  private static InternalRow row(int id) {
    return new GenericInternalRow(
        new Object[] {id, UTF8String.fromString("r".repeat(id % 100) + id)});
  }

  private static void assertRow(InternalRow row, int id) {
    assertThat(row.getInt(0)).isEqualTo(id);
    assertThat(row.getUTF8String(1)).hasToString("r".repeat(id % 100) + id);
  }

  @Test
  void copiesLastWhileTheRowIsOverwrittenAndMemoryGrows() {
    UnsafeProjection packed =
        UnsafeProjection.create(new DataType[] {DataTypes.IntegerType, DataTypes.StringType});
    KeptRows kept = new KeptRows();
    for (int batch = 0; batch < 3; batch++) {
      kept.clear();
      for (int i = 0; i < MANY; i++) {
        assertRow(kept.add(packed.apply(row(batch + i))), batch + i);
      }
      assertThat(kept.count()).isEqualTo(MANY);
      for (int i = 0; i < MANY; i++) {
        assertRow(kept.get(i), batch + i);
      }
    }
  }

  @Test
  void rowsOfObjectsAreCopied() {
    KeptRows kept = new KeptRows();
    InternalRow row = row(5);
    assertThat(kept.add(row)).isNotSameAs(row);
    assertRow(kept.get(0), 5);
  }
}
