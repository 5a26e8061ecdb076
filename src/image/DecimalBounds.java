import io.helidon.common.Size;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/// Lets Jackson make its bounds as `BigDecimal` where they are used. It makes them when a parser is first used, and the
/// first `BigDecimal` of JDK 25 computes 5 to the power of 65,536: a fifth of the processor time to the tool list.
final class DecimalBounds {
    private static final ClassDesc DECIMAL = ClassDesc.of("java.math.BigDecimal");
    private static final ClassDesc INTEGER = ClassDesc.of("java.math.BigInteger");
    private static final Set<String> DECLARING =
            Set.of("tools/jackson/core/base/ParserMinimalBase", "tools/jackson/databind/node/ValueNode");
    private static final Set<String> USING = Set.of(
            "tools/jackson/core/base/ParserBase",
            "tools/jackson/databind/util/TokenBuffer$Parser",
            "tools/jackson/databind/node/POJONode",
            "tools/jackson/databind/node/DecimalNode");

    /// The one size that Helidon's client writes as a text.
    private static final long BUFFER = Size.parse("64 KB").toBytes();

    private static final ClassDesc SIZE = ClassDesc.of("io.helidon.common.Size");

    private DecimalBounds() {}

    /// The class file, or the same bytes if it has nothing to do with the bounds.
    static byte[] of(ClassFile format, byte[] bytes) {
        ClassModel model = format.parse(bytes);
        String name = model.thisClass().asInternalName();
        CodeTransform change = DECLARING.contains(name)
                ? DecimalBounds::none
                : USING.contains(name)
                        ? DecimalBounds::made
                        : name.equals("io/helidon/http/HttpConfig$BuilderBase") ? DecimalBounds::counted : null;
        return change == null ? bytes : format.transformClass(model, ClassTransform.transformingMethodBodies(
                method -> !DECLARING.contains(name) || method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME),
                change));
    }

    /// Null takes the place of each bound, made from a `long` or a `BigInteger`.
    private static void none(CodeBuilder to, CodeElement element) {
        switch (element) {
            case NewObjectInstruction made when made.className().asSymbol().equals(DECIMAL) -> to.aconst_null();
            case InvokeInstruction call when call.owner().asSymbol().equals(DECIMAL) -> {
                to.pop2();
                if (call.opcode() == Opcode.INVOKESTATIC) {
                    to.aconst_null();
                }
            }
            default -> to.with(element);
        }
    }

    /// The bound is made from the `BigInteger` that stands beside it.
    private static void made(CodeBuilder to, CodeElement element) {
        if (element instanceof FieldInstruction field
                && field.opcode() == Opcode.GETSTATIC
                && field.name().stringValue().startsWith("BD_")) {
            to.new_(DECIMAL).dup();
            to.getstatic(field.owner().asSymbol(), field.name().stringValue().replace("BD_", "BI_"), INTEGER);
            to.invokespecial(DECIMAL, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, INTEGER));
        } else {
            to.with(element);
        }
    }

    /// Helidon reads the size of its buffers as a decimal number.
    private static void counted(CodeBuilder to, CodeElement element) {
        if (element instanceof InvokeInstruction call
                && call.owner().asSymbol().equals(SIZE)
                && call.name().equalsString("parse")) {
            to.pop().loadConstant(BUFFER).invokestatic(
                    SIZE, "create", MethodTypeDesc.of(SIZE, ConstantDescs.CD_long), true);
        } else {
            to.with(element);
        }
    }
}
