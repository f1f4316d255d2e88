package io.allasflow.local.notifications;

import io.allasflow.core.config.Settings;
import io.allasflow.core.layout.BucketLayout;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import software.amazon.awssdk.http.SdkHttpMethod;

/// A bucket's notifications on a Ceph gateway: a topic says where to send them, a notification of the bucket says of what.
/// Both have the same name here, and others of the bucket are left alone.
public final class CephNotifications {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String XML = "application/xml";
    /// Persistent: kept by the store until they are taken, and the upload does not wait for it. Newer versions give up
    /// after a day and pause between attempts; older ones ignore that.
    private static final Map<String, String> RETRIES = Map.of("persistent", "true", "time_to_live", "86400",
            "retry_sleep_duration", "30");

    private final SignedRequests requests;
    private final BucketLayout layout;

    public CephNotifications(Settings settings) {
        requests = new SignedRequests(settings.endpoint(), settings.accessKey(), settings.secretKey());
        layout = settings.layout();
    }

    /// A notification of the bucket.
    ///
    /// @param filter as `prefix=…`, `suffix=…`, `regex=…`
    public record Known(String name, String topic, List<String> filter, List<String> events) {}

    /// Replaces what has that name.
    public void create(String name, URI target) throws IOException, InterruptedException {
        var topic = new LinkedHashMap<>(Map.of("Name", name));
        var attributes = new LinkedHashMap<>(RETRIES);
        attributes.put("push-endpoint", target.toString());
        int entry = 0;
        for (var attribute : attributes.entrySet()) {
            entry++;
            topic.put("Attributes.entry." + entry + ".key", attribute.getKey());
            topic.put("Attributes.entry." + entry + ".value", attribute.getValue());
        }
        var arn = text(parse(topicAction("CreateTopic", topic)).getDocumentElement(), "TopicArn");
        // What a topic says now only counts for notifications made after it.
        deleteNotification(name);
        requests.send(SdkHttpMethod.PUT, bucketPath(), "notification", XML, """
                <NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TopicConfiguration>\
                <Id>%s</Id><Topic>%s</Topic><Event>s3:ObjectCreated:*</Event>%s\
                </TopicConfiguration></NotificationConfiguration>""".formatted(escaped(name), escaped(arn), filter()));
    }

    public List<Known> list() throws IOException, InterruptedException {
        var answer = parse(requests.send(SdkHttpMethod.GET, bucketPath(), "notification", XML, ""));
        var known = new ArrayList<Known>();
        for (var each : elements(answer.getDocumentElement(), "TopicConfiguration")) {
            var filter = elements(each, "FilterRule").stream()
                    .map(rule -> text(rule, "Name") + "=" + text(rule, "Value")).toList();
            known.add(new Known(text(each, "Id"), text(each, "Topic"), filter,
                    elements(each, "Event").stream().map(Element::getTextContent).toList()));
        }
        return known;
    }

    /// Does nothing if there is none of that name.
    public void delete(String name) throws IOException, InterruptedException {
        deleteNotification(name);
        var topics = parse(topicAction("ListTopics", Map.of()));
        var arn = elements(topics.getDocumentElement(), "TopicArn").stream().map(Element::getTextContent)
                .filter(each -> each.endsWith(":" + name)).findFirst();
        if (arn.isPresent()) {
            topicAction("DeleteTopic", Map.of("TopicArn", arn.get()));
        }
    }

    private void deleteNotification(String name) throws IOException, InterruptedException {
        if (list().stream().anyMatch(known -> known.name().equals(name))) {
            requests.send(SdkHttpMethod.DELETE, bucketPath(), "notification=" + name, XML, "");
        }
    }

    private String bucketPath() {
        return "/" + layout.dataBucket();
    }

    private String topicAction(String action, Map<String, String> parameters) throws IOException, InterruptedException {
        var form = parameters.entrySet().stream()
                .map(each -> "&" + URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return requests.send(SdkHttpMethod.POST, "/", null, FORM, "Action=" + action + form);
    }

    /// Only under the source prefix, and not of our own outputs, of which there are ten for each source.
    private String filter() {
        var rules = new StringBuilder();
        if (!layout.sourcePrefix().isEmpty()) {
            rules.append(rule("prefix", layout.sourcePrefix()));
        }
        ownOutputs().ifPresent(regex -> rules.append(rule("regex", regex)));
        return rules.isEmpty() ? "" : "<Filter><S3Key>" + rules + "</S3Key></Filter>";
    }

    private Optional<String> ownOutputs() {
        boolean among = layout.dataBucket().equals(layout.outputBucket())
                && layout.outputPrefix().startsWith(layout.sourcePrefix());
        var quoted = layout.outputPrefix().replaceAll("[\\p{Punct}&&[^/_-]]", "\\\\$0");
        return among ? Optional.of("(?!" + quoted + ")[\\s\\S]*") : Optional.empty();
    }

    private static String rule(String name, String value) {
        return "<FilterRule><Name>" + name + "</Name><Value>" + escaped(value) + "</Value></FilterRule>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Document parse(String xml) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("the answer is not the XML that a Ceph gateway sends", e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        var found = new ArrayList<Element>();
        var nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).stream().findFirst().map(Element::getTextContent).orElse("");
    }
}
