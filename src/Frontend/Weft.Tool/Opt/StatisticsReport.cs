using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>What passes counted, as mlir-opt's <c>--mlir-pass-statistics</c> writes it.</summary>
internal static class StatisticsReport
{
    /// <param name="asList">Each pass once by its name, if it counts something.</param>
    public static void Write(IEnumerable<PipelineNode> nodes, PassManager manager, TextWriter output, bool asList)
    {
        var rule = $"==={new string('-', 73)}===";
        output.WriteLine(rule);
        output.WriteLine($"{new string(' ', 25)}... Pass statistics report ...");
        output.WriteLine(rule);
        if (asList) WriteList(nodes, manager, output);
        else Write(nodes, manager, output, "");
        output.WriteLine();
    }

    private static void WriteList(IEnumerable<PipelineNode> nodes, PassManager manager, TextWriter output)
    {
        foreach (var same in Passes(nodes).GroupBy(pass => pass.Title).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            var sum = new PassStatistics();
            foreach (var item in same.SelectMany(pass => manager.StatisticsOf(pass).Items))
                sum.Add(item.Name, item.Description, item.Count);
            if (sum.Items.Count == 0) continue;
            output.WriteLine("  " + same.Key);
            WriteCounts(sum, output, "    ");
        }
    }

    private static IEnumerable<PassNode> Passes(IEnumerable<PipelineNode> nodes) =>
        nodes.SelectMany(node => node is NestedNode nested ? Passes(nested.Nodes) : [(PassNode)node]);

    private static void Write(IEnumerable<PipelineNode> nodes, PassManager manager, TextWriter output, string indent)
    {
        foreach (var node in nodes)
        {
            if (node is NestedNode nested)
            {
                output.WriteLine($"{indent}'{nested.Anchor}' Pipeline");
                Write(nested.Nodes, manager, output, indent + "  ");
            }
            else if (node is PassNode pass)
            {
                output.WriteLine(indent + pass.Title);
                WriteCounts(manager.StatisticsOf(pass), output, indent + "  ");
            }
        }
    }

    private static void WriteCounts(PassStatistics statistics, TextWriter output, string indent)
    {
        var items = statistics.Items;
        if (items.Count == 0) return;
        var (counts, names) = (items.Max(i => $"{i.Count}".Length), items.Max(i => i.Name.Length));
        foreach (var item in items)
            output.WriteLine($"{indent}(S) {$"{item.Count}".PadLeft(counts)} {item.Name.PadRight(names)} - {item.Description}");
    }
}
