using System.Collections.Immutable;
using System.Text.Json;
using Weft.Runtime;

namespace Weft.KaaS.Host;

/// <summary>Models as JSON: in the protocol's form and in ours.</summary>
internal static class ModelJson
{
    /// <summary>Open Inference Protocol's model metadata. An extent that depends on the call is -1; a scalar has shape <c>[]</c>.</summary>
    public static void WriteMetadata(Utf8JsonWriter writer, Model model, ModelVersion version, string target)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, model.Name);
        writer.WriteStartArray("versions"u8);
        foreach (var known in model.Versions) writer.WriteStringValue(known.Version);
        writer.WriteEndArray();
        writer.WriteString("platform"u8, $"weft_{target}");
        WriteTensors(writer, "inputs", version.Signature.Inputs);
        WriteTensors(writer, "outputs", version.Signature.Outputs);
        writer.WriteEndObject();
    }

    /// <summary>Everything that is known about a version: what was verified, what it costs, where it runs.</summary>
    public static void WriteDetails(Utf8JsonWriter writer, ModelVersion version, string target)
    {
        var (checks, parameters) = (version.Report.Verification, version.Signature.Parameters);
        writer.WriteString("name"u8, version.Name);
        writer.WriteString("version"u8, version.Version);
        writer.WriteString("kind"u8, version.Report.Kind == EntryKind.Workflow ? "workflow"u8 : "kernel"u8);
        writer.WriteString("state"u8, StateOf(version));
        if (version.Unavailable is { } reason) writer.WriteString("reason"u8, reason.Message);
        if (version.Signature.Doc.Length > 0) writer.WriteString("doc"u8, version.Signature.Doc);
        writer.WriteStartArray("parameters"u8);
        foreach (var parameter in parameters) writer.WriteStringValue(parameter.ToString());
        writer.WriteEndArray();
        writer.WriteStartObject("verification"u8);
        writer.WriteNumber("proved"u8, checks.Proved);
        writer.WriteNumber("hoisted"u8, checks.Hoisted);
        writer.WriteNumber("guarded"u8, checks.Guarded);
        writer.WriteEndObject();
        WriteCost(writer, version.Report);
        writer.WriteStartArray("targets"u8);
        writer.WriteStringValue(target);
        writer.WriteEndArray();
        writer.WriteString("source"u8, SourceKinds.NameOf(version.Kind));
        writer.WriteString("hash"u8, version.Hash);
        writer.WriteString("deployed_at"u8, version.DeployedAt);
        writer.WriteString("infer_url"u8, $"/v2/models/{version.Name}/versions/{version.Version}/infer");
    }

    public static string StateOf(ModelVersion version) => version.Unavailable is null ? "READY" : "UNAVAILABLE";

    private static void WriteCost(Utf8JsonWriter writer, EntryReport report)
    {
        if (report.Flops is null && report.Bytes is null) return;
        writer.WriteStartObject("cost"u8);
        writer.WriteString("flops"u8, report.Flops);
        writer.WriteString("bytes"u8, report.Bytes);
        writer.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter writer, string name, IEnumerable<KernelParameter> parameters)
    {
        writer.WriteStartArray(name);
        foreach (var parameter in parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, parameter.Name);
            writer.WriteString("datatype"u8, Datatype.Of(parameter.Element));
            writer.WriteStartArray("shape"u8);
            foreach (var dim in parameter.Shape) writer.WriteNumberValue(dim.Evaluate(ImmutableDictionary<string, long>.Empty) ?? -1);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
