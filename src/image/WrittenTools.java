import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Writes the declared tools as code that makes them, one method for each, in the place of the class `Catalog.Written`. Whatever a tool is made of can be written: records, lists, sets, maps, enums, classes, JSON
/// and plain values.
final class WrittenTools {
    private static final String CATALOG = "dev.ghlmcp.catalog.Catalog";
    private static final ClassDesc WRITTEN = ClassDesc.of("dev.ghlmcp.catalog.Catalog$Written");
    private static final ClassDesc TOOL = ClassDesc.of("dev.ghlmcp.catalog.ToolDefinition");
    private static final ClassDesc JSON = ClassDesc.of("dev.ghlmcp.json.Json");
    private static final ClassDesc MAPPER = ClassDesc.of("tools.jackson.databind.json.JsonMapper");
    private static final ClassDesc NODE = ClassDesc.of("tools.jackson.databind.JsonNode");
    private static final ClassDesc ENTRIES = ClassDesc.of("java.util.LinkedHashMap");
    private static final MethodTypeDesc FROM_ARRAY =
            MethodTypeDesc.of(ConstantDescs.CD_List, ConstantDescs.CD_Object.arrayType());

    private WrittenTools() {}

    static void into(Path jar) throws IOException, ReflectiveOperationException {
        String declared;
        byte[] written;
        try (URLClassLoader program = loader(jar)) {
            declared = tools(program).toString();
            written = written(tools(program));
        }
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Files.write(files.getPath("dev/ghlmcp/catalog/Catalog$Written.class"), written);
        }
        try (URLClassLoader program = loader(jar)) {
            if (!tools(program).toString().equals(declared)) {
                throw new IllegalStateException("Tools are not what they were when written as code");
            }
        }
    }

    private static URLClassLoader loader(Path jar) throws IOException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static List<?> tools(ClassLoader program) throws ReflectiveOperationException {
        Class<?> catalog = program.loadClass(CATALOG);
        return (List<?>) catalog.getMethod("tools").invoke(catalog.getMethod("load").invoke(null));
    }

    private static byte[] written(List<?> tools) {
        return ClassFile.of().build(WRITTEN, type -> {
            MethodTypeDesc made = MethodTypeDesc.of(TOOL);
            for (int i = 0; i < tools.size(); i++) {
                Object tool = tools.get(i);
                type.withMethodBody("tool" + i, made, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, to -> {
                    value(to, tool);
                    to.areturn();
                });
            }
            MethodTypeDesc named = MethodTypeDesc.of(TOOL, ConstantDescs.CD_String);
            type.withMethodBody("of", named, ClassFile.ACC_STATIC, to -> {
                for (int i = 0; i < tools.size(); i++) {
                    Label next = to.newLabel();
                    to.aload(0).loadConstant(member(tools.get(i), "name").toString());
                    to.invokevirtual(ConstantDescs.CD_String, "equals", MethodTypeDesc.of(
                            ConstantDescs.CD_boolean, ConstantDescs.CD_Object));
                    to.ifeq(next).invokestatic(WRITTEN, "tool" + i, made).areturn().labelBinding(next);
                }
                to.aconst_null().areturn();
            });
        });
    }

    private static void value(CodeBuilder to, Object value) {
        switch (value) {
            case null -> to.aconst_null();
            case String text -> to.loadConstant(text);
            case Boolean flag -> to.loadConstant(flag ? 1 : 0);
            case Integer number -> to.loadConstant(number);
            case Class<?> type -> to.loadConstant(type.describeConstable().orElseThrow());
            case Enum<?> constant -> {
                ClassDesc type = constant.getDeclaringClass().describeConstable().orElseThrow();
                to.getstatic(type, constant.name(), type);
            }
            case List<?> list -> array(to, list).invokestatic(ConstantDescs.CD_List, "of", FROM_ARRAY, true);
            case Map<?, ?> map -> map(to, map);
            case Collection<?> set ->
                array(to, set).invokestatic(
                        ConstantDescs.CD_Set, "of", FROM_ARRAY.changeReturnType(ConstantDescs.CD_Set), true);
            case Record record -> record(to, record);
            default -> json(to, value);
        }
    }

    private static CodeBuilder array(CodeBuilder to, Collection<?> items) {
        to.loadConstant(items.size()).anewarray(ConstantDescs.CD_Object);
        int at = 0;
        for (Object item : items) {
            to.dup().loadConstant(at++);
            value(to, item);
            to.aastore();
        }
        return to;
    }

    private static void map(CodeBuilder to, Map<?, ?> map) {
        to.new_(ENTRIES).dup().invokespecial(ENTRIES, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        map.forEach((key, item) -> {
            to.dup();
            value(to, key);
            value(to, item);
            to.invokevirtual(ENTRIES, "put", MethodTypeDesc.of(
                    ConstantDescs.CD_Object, ConstantDescs.CD_Object, ConstantDescs.CD_Object)).pop();
        });
    }

    private static void record(CodeBuilder to, Record record) {
        RecordComponent[] members = record.getClass().getRecordComponents();
        ClassDesc type = record.getClass().describeConstable().orElseThrow();
        to.new_(type).dup();
        for (RecordComponent member : members) {
            value(to, member(record, member.getName()));
        }
        to.invokespecial(type, ConstantDescs.INIT_NAME, MethodTypeDesc.of(
                ConstantDescs.CD_void,
                Arrays.stream(members)
                        .map(member -> member.getType().describeConstable().orElseThrow())
                        .toList()));
    }

    private static void json(CodeBuilder to, Object value) {
        if (!value.getClass().getName().startsWith("tools.jackson.databind.node.")) {
            throw new IllegalStateException("There is no code for " + value.getClass());
        }
        to.getstatic(JSON, "MAPPER", MAPPER).loadConstant(value.toString());
        to.invokevirtual(MAPPER, "readTree", MethodTypeDesc.of(NODE, ConstantDescs.CD_String));
    }

    private static Object member(Object record, String name) {
        try {
            return record.getClass().getMethod(name).invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass() + " keeps its members to itself", e);
        }
    }
}
