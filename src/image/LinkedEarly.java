import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Writes out what the JVM would make of `invokedynamic` at run time, each with a class file that no AOT cache of
/// JDK 25 keeps: pattern switches over types, and `equals`, `hashCode` and `toString` of records. The JDK's
/// `SwitchBootstraps` and `ObjectMethods` say what these do.
final class LinkedEarly implements ClassTransform {
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");

    private static final Set<String> BOOTSTRAPS =
            Set.of("java/lang/runtime/SwitchBootstraps", "java/lang/runtime/ObjectMethods");

    private final ClassModel model;
    private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();

    private LinkedEarly(ClassModel model) {
        this.model = model;
    }

    /// The class file, or the same bytes if there is nothing to write out.
    static byte[] of(ClassFile format, byte[] bytes) {
        ClassModel model = format.parse(bytes);
        if (model.findAttribute(Attributes.bootstrapMethods()).stream()
                .flatMap(attribute -> attribute.bootstrapMethods().stream())
                .noneMatch(method -> BOOTSTRAPS.contains(method.bootstrapMethod().reference().owner().asInternalName()))) {
            return bytes;
        }
        LinkedEarly transform = new LinkedEarly(model);
        byte[] changed = format.transformClass(
                model, ClassTransform.transformingMethodBodies(transform::instruction).andThen(transform));
        return transform.methods.isEmpty() ? bytes : changed;
    }

    @Override
    public void accept(ClassBuilder to, ClassElement part) {
        to.with(part);
    }

    @Override
    public void atEnd(ClassBuilder to) {
        methods.forEach(method -> method.accept(to));
    }

    private void instruction(CodeBuilder to, CodeElement element) {
        Consumer<CodeBuilder> body = element instanceof InvokeDynamicInstruction call ? body(call) : null;
        if (body == null) {
            to.with(element);
            return;
        }
        InvokeDynamicInstruction call = (InvokeDynamicInstruction) element;
        String name = call.name().stringValue() + "$early" + methods.size();
        methods.add(type -> type.withMethodBody(
                name,
                call.typeSymbol(),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                body::accept));
        to.invokestatic(
                model.thisClass().asSymbol(),
                name,
                call.typeSymbol(),
                model.flags().has(AccessFlag.INTERFACE));
    }

    /// What a call does; null if it stays as it is.
    private static Consumer<CodeBuilder> body(InvokeDynamicInstruction call) {
        DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
        return switch (bootstrap.owner().displayName() + "." + bootstrap.methodName()) {
            case "SwitchBootstraps.typeSwitch" ->
                call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance)
                        ? to -> types(to, call.bootstrapArgs())
                        : null;
            case "ObjectMethods.bootstrap" ->
                switch (call.name().stringValue()) {
                    case "equals" -> to -> equal(to, call);
                    case "hashCode" -> to -> hash(to, call);
                    default -> to -> text(to, call);
                };
            default -> null;
        };
    }

    private static void types(CodeBuilder to, List<ConstantDesc> types) {
        Label there = to.newLabel();
        to.aload(0).ifnonnull(there).iconst_m1().ireturn().labelBinding(there);
        for (int i = 0; i < types.size(); i++) {
            Label next = to.newLabel();
            to.loadConstant(i).iload(1).if_icmplt(next);
            to.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next).loadConstant(i).ireturn();
            to.labelBinding(next);
        }
        to.loadConstant(types.size()).ireturn();
    }

    private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction call) {
        return call.bootstrapArgs().stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    }

    private static ClassDesc type(DirectMethodHandleDesc field) {
        return field.invocationType().returnType();
    }

    /// The type that the JDK's static methods take.
    private static ClassDesc seen(ClassDesc type) {
        return type.isPrimitive() ? type : ConstantDescs.CD_Object;
    }

    private static void equal(CodeBuilder to, InvokeDynamicInstruction call) {
        ClassDesc record = (ClassDesc) call.bootstrapArgs().getFirst();
        Label other = to.newLabel();
        Label unequal = to.newLabel();
        to.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
        to.aload(1).instanceOf(record).ifeq(unequal);
        for (DirectMethodHandleDesc field : fields(call)) {
            ClassDesc type = type(field);
            to.aload(0).getfield(record, field.methodName(), type);
            to.aload(1).checkcast(record).getfield(record, field.methodName(), type);
            switch (TypeKind.from(type)) {
                case REFERENCE -> to.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(
                        ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object)).ifeq(unequal);
                case LONG -> to.lcmp().ifne(unequal);
                case FLOAT, DOUBLE -> to.invokestatic(box(type), "compare", MethodTypeDesc.of(
                        ConstantDescs.CD_int, type, type)).ifne(unequal);
                default -> to.if_icmpne(unequal);
            }
        }
        to.iconst_1().ireturn().labelBinding(unequal).iconst_0().ireturn();
    }

    private static void hash(CodeBuilder to, InvokeDynamicInstruction call) {
        ClassDesc record = (ClassDesc) call.bootstrapArgs().getFirst();
        to.iconst_0();
        for (DirectMethodHandleDesc field : fields(call)) {
            ClassDesc type = type(field);
            to.bipush(31).imul().aload(0).getfield(record, field.methodName(), type);
            to.invokestatic(type.isPrimitive() ? box(type) : OBJECTS, "hashCode", MethodTypeDesc.of(
                    ConstantDescs.CD_int, seen(type))).iadd();
        }
        to.ireturn();
    }

    private static void text(CodeBuilder to, InvokeDynamicInstruction call) {
        ClassDesc record = (ClassDesc) call.bootstrapArgs().getFirst();
        String name = record.displayName();
        to.new_(BUILDER).dup().invokespecial(BUILDER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        String before = name.substring(name.lastIndexOf('$') + 1).replaceFirst("^\\d+", "") + "[";
        for (DirectMethodHandleDesc field : fields(call)) {
            append(to.loadConstant(before + field.methodName() + "="), ConstantDescs.CD_String);
            ClassDesc type = type(field);
            append(to.aload(0).getfield(record, field.methodName(), type), switch (TypeKind.from(type)) {
                case BYTE, SHORT -> ConstantDescs.CD_int;
                default -> seen(type);
            });
            before = ", ";
        }
        append(to.loadConstant(fields(call).isEmpty() ? before + "]" : "]"), ConstantDescs.CD_String);
        to.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String)).areturn();
    }

    private static void append(CodeBuilder to, ClassDesc type) {
        to.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, type));
    }

    private static ClassDesc box(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            default -> ConstantDescs.CD_Double;
        };
    }
}
