using System.Diagnostics;
using System.Globalization;
using Weft.IR;
using Weft.Passes;

namespace Weft.Tool.Opt;

/// <summary>Where the time went, as mlir-opt's <c>--mlir-timing</c> writes it. The same key adds to the same line.</summary>
internal sealed class TimingReport : IPassObserver
{
    private static readonly string Rule = $"==={new string('-', 73)}===";

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Line _root = new("Total");
    private Line _current;

    public TimingReport() => _current = _root;

    private sealed class Line(string name)
    {
        public string Name { get; } = name;

        public TimeSpan Time { get; set; }

        public Dictionary<object, Line> Parts { get; } = [];
    }

    /// <summary>Does the work and counts its time as a part of what is being measured now.</summary>
    public T Measure<T>(object key, string name, Func<T> work)
    {
        var (outer, start) = (_current, Stopwatch.GetTimestamp());
        if (!outer.Parts.TryGetValue(key, out var line)) outer.Parts.Add(key, line = new(name));
        _current = line;
        try
        {
            return work();
        }
        finally
        {
            line.Time += Stopwatch.GetElapsedTime(start);
            _current = outer;
        }
    }

    public bool Around(PipelineNode node, Operation op, Func<bool> run) =>
        Measure(node, node is NestedNode nested ? $"'{nested.Anchor}' Pipeline" : ((PassNode)node).Title, run);

    /// <param name="asList">Each name once, the longest time first.</param>
    public void Write(TextWriter output, bool asList)
    {
        var total = Stopwatch.GetElapsedTime(_start);
        output.WriteLine(Rule);
        output.WriteLine($"{new string(' ', 25)}... Execution time report ...");
        output.WriteLine(Rule);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  Total Execution Time: {total.TotalSeconds:F4} seconds"));
        output.WriteLine();
        output.WriteLine("  ----Wall Time----  ----Name----");
        foreach (var part in asList ? List(total) : _root.Parts.Values) Write(output, part, total, "");
        var rest = total - _root.Parts.Values.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Time);
        Write(output, new("Rest") { Time = rest }, total, "");
        Write(output, new("Total") { Time = total }, total, "");
    }

    private IEnumerable<Line> List(TimeSpan total) => All(_root).GroupBy(line => line.Name)
        .Select(same => new Line(same.Key) { Time = same.Aggregate(TimeSpan.Zero, (sum, line) => sum + line.Time) })
        .OrderByDescending(line => line.Time)
        .Prepend(new("root") { Time = total });

    private static IEnumerable<Line> All(Line line) => line.Parts.Values.SelectMany(part => All(part).Prepend(part));

    private static void Write(TextWriter output, Line line, TimeSpan total, string indent)
    {
        var (seconds, percent) = (line.Time.TotalSeconds, 100 * line.Time / total);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds,10:F4} ({percent,5:F1}%)  {indent}{line.Name}"));
        foreach (var part in line.Parts.Values) Write(output, part, total, indent + "  ");
    }
}
