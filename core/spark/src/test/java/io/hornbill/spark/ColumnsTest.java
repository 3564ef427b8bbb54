package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.optimizers.SGD;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What kinds of columns numbers are taken from, and what becomes of the others. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ColumnsTest {
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = Sessions.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Seq<Object> seq(Object... values) {
    return CollectionConverters.asScala(Arrays.asList(values)).toSeq();
  }

  private static DataType arrayOf(DataType element) {
    return DataTypes.createArrayType(element, false);
  }

  /** Cells that hold 1.5, 0 and -2, or 1, 0 and 2 where they are whole. */
  enum Kind {
    FLOATS(arrayOf(DataTypes.FloatType), new float[] {1.5f, 0, -2}),
    DOUBLES(arrayOf(DataTypes.DoubleType), new double[] {1.5, 0, -2}),
    A_SEQUENCE_OF_FLOATS(arrayOf(DataTypes.FloatType), seq(1.5f, 0f, -2f)),
    A_SEQUENCE_OF_DOUBLES(arrayOf(DataTypes.DoubleType), seq(1.5, 0.0, -2.0)),
    PERHAPS_FLOATS(DataTypes.createArrayType(DataTypes.FloatType), new float[] {1.5f, 0, -2}),
    PERHAPS_DOUBLES(DataTypes.createArrayType(DataTypes.DoubleType), new double[] {1.5, 0, -2}),
    DECIMALS(
        arrayOf(DataTypes.createDecimalType(4, 2)),
        seq(new BigDecimal("1.50"), new BigDecimal("0.00"), new BigDecimal("-2.00"))),
    NESTED(arrayOf(arrayOf(DataTypes.DoubleType)), seq(seq(1.5), seq(0.0, -2.0))),
    DENSE(SQLDataTypes.VectorType(), Vectors.dense(1.5, 0, -2)),
    SPARSE(SQLDataTypes.VectorType(), Vectors.sparse(3, new int[] {0, 2}, new double[] {1.5, -2})),
    LONGS(arrayOf(DataTypes.LongType), new long[] {1, 0, 2}),
    INTEGERS(arrayOf(DataTypes.IntegerType), new int[] {1, 0, 2}),
    SHORTS(arrayOf(DataTypes.ShortType), new short[] {1, 0, 2}),
    BYTES(arrayOf(DataTypes.ByteType), new byte[] {1, 0, 2}),
    BOOLEANS(arrayOf(arrayOf(DataTypes.BooleanType)), seq(seq(true, false), seq(true)));

    private final DataType type;
    private final Object cell;

    Kind(DataType type, Object cell) {
      this.type = type;
      this.cell = cell;
    }

    Dataset<Row> rows() {
      StructType schema = new StructType().add("features", type).add("label", DataTypes.FloatType);
      return session.createDataFrame(
          List.of(RowFactory.create(cell, 1f), RowFactory.create(cell, 0f)), schema);
    }

    Double[] numbers() {
      double last = this == BOOLEANS ? 1 : 2;
      return ordinal() < LONGS.ordinal()
          ? new Double[] {1.5, 0.0, -2.0}
          : new Double[] {1.0, 0.0, last};
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreReadFromEachKindOfCell(Kind kind) {
    Sequential same = new Sequential(new Input(3), new Flatten());
    List<Row> rows =
        new HornbillModel(same)
            .setOutputCols(Map.of(same.outputNames().get(0), "out"))
            .transform(kind.rows())
            .collectAsList();
    assertThat(rows).hasSize(2);
    for (Row row : rows) {
      assertThat(CollectionConverters.asJava(row.<Seq<Double>>getAs("out")))
          .containsExactly(kind.numbers());
    }
  }

  /** One step of plain descent by the mean squared error, by hand. */
  @ParameterizedTest
  @EnumSource(names = {"FLOATS", "A_SEQUENCE_OF_DOUBLES", "SPARSE"})
  void trainingReadsTheSameNumbers(Kind kind) {
    Hornbill.seed(1);
    Sequential model =
        new Sequential(new Input(3), new Dense(1).useBias(false).kernelInitializer("zeros"));
    model.compile(new SGD(0.5), "mse");
    SparkTrainer.fit(model, kind.rows(), o -> o.numWorkers(2).batchSize(2));
    Double[] x = kind.numbers();
    // d/dw of ((w x - 1)^2 + (w x)^2) / 2 at w = 0 is -x.
    assertThat(model.getWeights().get(0).toDoubleVector())
        .containsExactly(0.5 * x[0], 0.5 * x[1], 0.5 * x[2]);
  }

  @Test
  void missingNumbersWithinArraysAreNamed() {
    Dataset<Row> rows =
        session.createDataFrame(
            List.of(RowFactory.create(seq(1f, null, 2f))),
            new StructType().add("features", DataTypes.createArrayType(DataTypes.FloatType)));
    HornbillModel model = new HornbillModel(new Sequential(new Input(3), new Flatten()));
    assertThatThrownBy(() -> model.transform(rows).collect())
        .hasStackTraceContaining(
            "must be there in each row. Received: null in column \"features\". Drop or fill such"
                + " rows before.");
  }

  @Test
  void allOtherColumnsAreKeptAsTheyAre() {
    Metadata metadata = new MetadataBuilder().putString("unit", "m").build();
    StructType inner = new StructType().add("a", DataTypes.IntegerType);
    StructType schema =
        new StructType()
            .add("name", DataTypes.StringType)
            .add(new StructField("x", DataTypes.DoubleType, false, metadata))
            .add("map", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType))
            .add("inner", inner)
            .add("bytes", DataTypes.BinaryType)
            .add("at", DataTypes.TimestampType)
            .add("list", DataTypes.createArrayType(DataTypes.StringType))
            .add("vector", SQLDataTypes.VectorType())
            .add("none", DataTypes.StringType);
    Vector sparse = Vectors.sparse(3, new int[] {1}, new double[] {4});
    Object map =
        CollectionConverters.asScala(Map.of("k", 5L)).toMap(scala.$less$colon$less$.MODULE$.refl());
    Row[] given = new Row[10];
    for (int i = 0; i < given.length; i++) {
      given[i] =
          RowFactory.create(
              "row " + i,
              (double) i,
              map,
              RowFactory.create(i),
              new byte[] {1, (byte) i},
              new Timestamp(1000L * i),
              seq("a" + i, null),
              sparse,
              null);
    }
    Dataset<Row> rows = session.createDataFrame(Arrays.asList(given), schema).coalesce(1);
    Sequential model = new Sequential(new Input(1), new Flatten());
    Dataset<Row> predicted =
        new HornbillModel(model).setFeaturesCol("x").setBatchSize(4).transform(rows);
    assertThat(predicted.schema().fields()).startsWith(schema.fields()).hasSize(10);
    List<Row> before = rows.collectAsList();
    List<Row> after = predicted.drop("prediction", "bytes").collectAsList();
    assertThat(after).isEqualTo(rows.drop("bytes").collectAsList());
    for (int i = 0; i < before.size(); i++) {
      Row row = predicted.collectAsList().get(i);
      assertThat(row.<byte[]>getAs("bytes")).isEqualTo(new byte[] {1, (byte) i});
      assertThat(row.<Double>getAs("prediction")).isEqualTo(i);
    }
    assertThat(predicted.select("prediction").filter("prediction > 6").count()).isEqualTo(3);
  }
}
