package io.allasflow.local.manifests;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/// Finds what Fabric8's model puts aside as additional properties: the fields a cluster would not know.
final class UnknownFields {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private UnknownFields() {}

    static void collect(Object value, String path, List<String> unknown) {
        switch (value) {
            case null -> {
            }
            case Map<?, ?> map -> map.forEach((key, item) -> collect(item, path + "/" + key, unknown));
            case List<?> list -> {
                for (var i = 0; i < list.size(); i++) {
                    collect(list.get(i), path + "/" + i, unknown);
                }
            }
            default -> {
                if (value.getClass().getName().startsWith("io.fabric8.")) {
                    collectBean(value, path, unknown);
                }
            }
        }
    }

    private static void collectBean(Object bean, String path, List<String> unknown) {
        BeanDescription description = MAPPER.getSerializationConfig()
                .introspect(MAPPER.constructType(bean.getClass()));
        var any = description.findAnyGetter();
        if (any != null && any.hasAnnotation(JsonAnyGetter.class) && any.getValue(bean) instanceof Map<?, ?> extra) {
            extra.keySet().forEach(key -> unknown.add(path + "/" + key));
        }
        for (var property : description.findProperties()) {
            if (property.getAccessor() != null) {
                property.getAccessor().fixAccess(true);
                collect(property.getAccessor().getValue(bean), path + "/" + property.getName(), unknown);
            }
        }
    }
}
