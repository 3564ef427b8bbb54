package io.hornbill.spark;

import io.hornbill.base.Fault;
import io.hornbill.spark.internal.GeneratedCode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.plans.logical.DeserializeToObject;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MapPartitions;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SerializeFromObject;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.Some;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Rows as Spark itself keeps them. {@code mapPartitions} makes an object of each row and of each of
 * its cells, and takes all of them apart again, which costs more than a network of some hundred
 * thousand weights; here numbers are read where they lie, and cells are handed on as bytes. What
 * the plan is made of is the same in Spark 3.5 and 4; the classes of data frames are not, so that
 * they are called by name.
 */
final class InternalRows {
  private static final DataType ROW = new ObjectType(InternalRow.class);

  private InternalRows() {}

  /** The rows of a data frame; the next one overwrites a row. */
  static JavaRDD<InternalRow> of(Dataset<Row> rows) {
    return new JavaRDD<>(execution(rows).toRdd(), ClassTag$.MODULE$.apply(InternalRow.class));
  }

  /**
   * Sends all rows of each partition through a function, when they are asked for.
   *
   * @param rows the rows
   * @param schema the columns of what comes out
   * @param function takes rows, each of which is overwritten by the next one, and gives rows; can
   *     be serialized
   */
  static Dataset<Row> map(
      Dataset<Row> rows,
      StructType schema,
      Function1<Iterator<InternalRow>, Iterator<InternalRow>> function) {
    LogicalPlan plan = execution(rows).commandExecuted();
    Alias whole = named(structure(plan), "row", Metadata.empty());
    LogicalPlan project = new Project(seq(List.of(whole)), plan);
    LogicalPlan given = new DeserializeToObject(asItIs(whole), object(ROW), project);
    LogicalPlan mapped = new MapPartitions(untyped(function), object(schema), given);
    return frame(rows, new SerializeFromObject(columns(schema), mapped));
  }

  @SuppressWarnings("unchecked") // what goes in and out is of the types of the two objects
  private static Function1<Iterator<Object>, Iterator<Object>> untyped(
      Function1<Iterator<InternalRow>, Iterator<InternalRow>> function) {
    return (Function1<Iterator<Object>, Iterator<Object>>) (Function1<?, ?>) function;
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toList();
  }

  /** All columns as one structure, which is a row. */
  private static Expression structure(LogicalPlan plan) {
    List<Expression> parts = new ArrayList<>();
    for (Attribute column : CollectionConverters.asJava(plan.output())) {
      parts.add(Literal$.MODULE$.create(column.name(), DataTypes.StringType));
      parts.add(column);
    }
    return new CreateNamedStruct(seq(parts));
  }

  /**
   * Of the type of an object, since Spark takes a structure apart where one is wanted. Spark 4's
   * constructor takes one more argument than that of Spark 3.5.
   */
  private static Expression asItIs(Alias row) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of(GeneratedCode.class, ROW, "itself"));
    arguments.addAll(List.of(seq(List.of(row.toAttribute())), seq(List.of())));
    arguments.addAll(List.of(true, false, true, Option.empty()));
    Constructor<?> constructor = StaticInvoke.class.getConstructors()[0];
    return (Expression)
        made(
            () ->
                constructor.newInstance(
                    arguments.subList(0, constructor.getParameterCount()).toArray()));
  }

  private static Alias named(Expression value, String name, Metadata metadata) {
    return new Alias(
        value,
        name,
        NamedExpression$.MODULE$.newExprId(),
        seq(List.of()),
        new Some<>(metadata),
        seq(List.of()));
  }

  private static Attribute object(DataType type) {
    return new AttributeReference(
        "obj", type, false, Metadata.empty(), NamedExpression$.MODULE$.newExprId(), seq(List.of()));
  }

  private static Seq<NamedExpression> columns(StructType schema) {
    Expression whole = new BoundReference(0, schema, false);
    List<NamedExpression> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      StructField field = schema.apply(i);
      Expression value = new GetStructField(whole, i, Option.empty());
      columns.add(named(value, field.name(), field.metadata()));
    }
    return seq(columns);
  }

  private static QueryExecution execution(Dataset<Row> rows) {
    return (QueryExecution) call(rows, "queryExecution");
  }

  @SuppressWarnings("unchecked") // a frame of rows, by its own description
  private static Dataset<Row> frame(Dataset<Row> like, LogicalPlan plan) {
    return (Dataset<Row>) call(like, "ofRows", like.sparkSession(), plan);
  }

  private static Object call(Dataset<Row> on, String name, Object... arguments) {
    for (Method method : on.getClass().getMethods()) {
      if (method.getName().equals(name)
          && method.getParameterCount() == arguments.length
          && Modifier.isStatic(method.getModifiers()) == (arguments.length > 0)) {
        return invoke(method, on, arguments);
      }
    }
    throw Fault.of("Hornbill on Spark")
        .expected("data frames must be those of Spark 3.5 or 4, in the driver itself")
        .received("one of %s, without %s", on.getClass().getName(), name)
        .remedy("Run the driver without Spark Connect.")
        .argument();
  }

  private static Object invoke(Method method, Dataset<Row> on, Object... arguments) {
    return made(() -> method.invoke(on, arguments));
  }

  private static Object made(Callable<?> call) {
    try {
      return call.call();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
