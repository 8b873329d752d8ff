using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Weft.IR.Text;

/// <summary>Writes the resources behind the operations.</summary>
internal static class FileMetadataPrinter
{
    /// <param name="used">The <c>dense_resource</c> keys that were printed, in order: others are not worth keeping.</param>
    public static void Print(Utf8Writer output, FileMetadata metadata, IReadOnlyList<string> used, PrintOptions options)
    {
        var external = options.ExternalResources ? metadata.ExternalResources : [];
        var dialects = new List<ResourceGroup>();
        foreach (var group in metadata.DialectResources)
            if (Referenced(group, used) is { Entries.IsEmpty: false } kept)
                dialects.Add(kept);
        if (dialects.Count == 0 && external.IsEmpty) return;
        var sections = new List<(string Name, IReadOnlyList<ResourceGroup> Groups)>
        {
            ("dialect_resources", Short(dialects, options.ElideResourcesAbove)),
            ("external_resources", Short(external, options.ElideResourcesAbove)),
        };
        sections.RemoveAll(section => section.Groups.Count == 0);
        output.Write("\n{-#\n");
        for (var i = 0; i < sections.Count; i++)
        {
            if (i > 0) output.Write(",\n");
            Section(output, sections[i].Name, sections[i].Groups);
        }

        output.Write("\n#-}\n");
    }

    private static IReadOnlyList<ResourceGroup> Short(IReadOnlyList<ResourceGroup> groups, long? limit)
    {
        if (limit is not { } most) return groups;
        var kept = new List<ResourceGroup>();
        foreach (var group in groups)
            if (group.Entries.RemoveAll(entry => Text(entry).Length > most) is { IsEmpty: false } entries)
                kept.Add(group with { Entries = entries });
        return kept;
    }

    private static ResourceGroup Referenced(ResourceGroup group, IReadOnlyList<string> used)
    {
        if (group.Name != "builtin") return group;
        var entries = ImmutableArray.CreateBuilder<Resource>();
        foreach (var key in used)
            foreach (var entry in group.Entries)
                if (entry.Key == key)
                    entries.Add(entry);
        return group with { Entries = entries.ToImmutable() };
    }

    private static void Section(Utf8Writer output, string name, IReadOnlyList<ResourceGroup> groups)
    {
        output.Write("  ").Write(name).Write(": {\n");
        for (var i = 0; i < groups.Count; i++)
        {
            if (i > 0) output.Write(",\n");
            output.Write("    ").WordOrString(groups[i].Name).Write(": {\n");
            for (var e = 0; e < groups[i].Entries.Length; e++)
            {
                if (e > 0) output.Write(",\n");
                Entry(output, groups[i].Entries[e]);
            }

            output.Write("\n    }");
        }

        output.Write("\n  }");
    }

    private static void Entry(Utf8Writer output, Resource entry)
    {
        output.Write("      ").WordOrString(entry.Key).Write(": ").WriteBytes(Text(entry).Span);
    }

    private static ReadOnlyMemory<byte> Text(Resource entry)
    {
        var text = new Utf8Writer();
        return (entry.Kind == ResourceKind.Bool ? text.Write(entry.Text) : text.Write('"').Escaped(entry.Text).Write('"')).Written;
    }
}
