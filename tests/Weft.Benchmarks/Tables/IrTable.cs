using System.Diagnostics;
using System.Runtime;
using System.Text;
using Weft.IR;
using Weft.IR.Text;
using Weft.Passes;

namespace Weft.Benchmarks;

/// <summary>Reading, verifying, printing and simplifying a large module.</summary>
internal static class IrTable
{
    private const string OneThread = "--mlir-disable-threading";
    private const long RoomPerByte = 32;

    public static Section Run(Effort effort)
    {
        var text = LargeModule.Text(effort.IsSmoke ? 20 : 4500);
        var rounds = effort.IsSmoke ? 1 : 15;
        var (rows, findings) = (new List<IReadOnlyList<string>>(), new List<Finding>());
        if (MlirOpt.IsInstalled) rows.AddRange(Processes(text, rounds, findings));
        var ops = Read(text, 1).Module.Walk().Count();
        rows.AddRange(Warm(text, ops, rounds, findings));
        return new("IR of a large module",
            Form.Text($"{text.Length / 1e6:0.0} MB of text, {ops} operations in functions as frontends make them. ")
            + "Texts are the same byte for byte before anything is timed. Whole processes read a file, verify and write one; "
            + "ratios are mlir-opt's wall time to Weft's. "
            + "In a warm process wall time is counted, but processor time for simplifying; "
            + "a measured turn of reading follows an unmeasured one of its own kind."
            + (MlirOpt.IsInstalled ? "" : " There is no mlir-opt of LLVM 19 here."),
            ["", "Weft", "mlir-opt 19", "ratio or rate"], rows) { Findings = findings };
    }

    // Command against command, in turns.
    private static List<IReadOnlyList<string>> Processes(byte[] text, int rounds, List<Finding> findings)
    {
        var directory = Directory.CreateTempSubdirectory("weft-ir-").FullName;
        try
        {
            var input = Path.Combine(directory, "in.mlir");
            File.WriteAllBytes(input, text);
            var (alone, ratio) = Process("opt, whole process, one thread", input, rounds, OneThread);
            findings.Add(new(Targets.IrOneThread, ratio.Median));
            return
            [
                alone,
                Process("opt, whole process, all threads", input, rounds).Row,
                Process("opt --canonicalize --cse, whole process, one thread", input, rounds, "--canonicalize", "--cse", OneThread).Row,
            ];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static (IReadOnlyList<string> Row, Ratio Ratio) Process(string name, string input, int rounds, params string[] flags)
    {
        var (ours, peers) = (new double[rounds], new double[rounds]);
        var (ourOutput, peerOutput) = (input + ".weft", input + ".mlir-opt");
        for (var round = -1; round < rounds; round++)
        {
            var mine = Child.Run(Repository.ToolProgram, ["opt", .. flags, input, "-o", ourOutput]).Seconds;
            var theirs = Child.Run(MlirOpt.Program, [.. flags, input, "-o", peerOutput]).Seconds;
            if (round < 0) RequireSame(File.ReadAllBytes(peerOutput), File.ReadAllBytes(ourOutput), name);
            else (ours[round], peers[round]) = (mine, theirs);
        }

        var ratio = Ratio.Of(peers, ours);
        return ([name, Form.Time(Statistics.Quantile(ours, 0.5)), Form.Time(Statistics.Quantile(peers, 0.5)), $"{ratio}"], ratio);
    }

    private static List<IReadOnlyList<string>> Warm(byte[] text, int ops, int rounds, List<Finding> findings)
    {
        var (one, two) = (new double[rounds], new double[rounds]);
        var simplify = new double[rounds];
        for (var round = -2; round < rounds; round++)
        {
            var first = SteadyReadAndPrint(text, 1);
            var second = SteadyReadAndPrint(text, 2);
            var simplified = Simplify(text);
            if (round >= 0) (one[round], two[round], simplify[round]) = (first, second, simplified);
        }

        var speedup = Ratio.Of(one, two);
        var (alone, together) = (Statistics.Quantile(one, 0.5), Statistics.Quantile(two, 0.5));
        var rate = ops / Statistics.Quantile(simplify, 0.5);
        var bytes = LiveBytes(text) / ops;
        findings.AddRange(
            [new(Targets.IrTwoThreads, speedup.Median), new(Targets.IrSimplify, rate), new(Targets.IrMemory, bytes)]);
        return
        [
            ["parse, verify, print, warm, one thread", Form.Time(alone), "", Form.Text($"{text.Length / alone * 1e-6:0.0} MB/s")],
            ["parse, verify, print, warm, two threads", Form.Time(together), "", $"{speedup} of one thread"],
            ["canonicalize and cse, warm, one thread", Form.Time(ops / rate), "", Unit.Operations.Text(rate)],
            ["memory of the IR", "", "", Form.Text($"{bytes:0} bytes per operation")],
        ];
    }

    private static (ModuleOp Module, IrContext Context, DiagnosticBag Diagnostics) Read(byte[] text, int threads)
    {
        var (context, diagnostics) = (new IrContext(StandardDialects.All), new DiagnosticBag());
        var module = IrParser.ParseModule(context, text, "large.mlir", diagnostics, new() { Threads = threads });
        return module is null || !Verifier.Verify(module, context, diagnostics, threads)
            ? throw new InvalidOperationException($"the module is wrong: {diagnostics[0]}") : (module, context, diagnostics);
    }

    // What ran before decides which pages the collector still holds, and the next run pays for those that it gave back: 7,000 page faults,
    // a sixth of its time. So that no one pays for another, a run that is measured follows one of its own kind.
    private static double SteadyReadAndPrint(byte[] text, int threads)
    {
        ReadAndPrint(text, threads);
        return ReadAndPrint(text, threads);
    }

    private static double ReadAndPrint(byte[] text, int threads)
    {
        // As `weft opt` does it, which is done before a collection would find anything.
        GC.Collect();
        GC.TryStartNoGCRegion(text.Length * RoomPerByte);
        var start = Stopwatch.GetTimestamp();
        var module = Read(text, threads).Module;
        var output = new Utf8Writer(text.Length + 1);
        IrPrinter.Print(module, output, new() { AssumeVerified = true, Threads = threads });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
        RequireSame(text.AsSpan(..^1), output.Written.Span, "weft");
        return seconds;
    }

    private static double Simplify(byte[] text)
    {
        var (module, context, diagnostics) = Read(text, 1);
        var manager = new PassManager(context, diagnostics) { IsParallel = false, VerifyEach = false };
        PassNode[] passes = [new(new("canonicalize", new Canonicalize()), "Canonicalizer"), new(new("cse", new Cse()), "CSE")];
        GC.Collect();
        var start = ThreadClock.Seconds;
        if (!manager.Run(passes, module)) throw new InvalidOperationException($"a pass failed: {diagnostics[0]}");
        return ThreadClock.Seconds - start;
    }

    private static double LiveBytes(byte[] text)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var module = Read(text, 1);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(module);
        return after - before;
    }

    private static void RequireSame(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string who)
    {
        if (expected.SequenceEqual(actual)) return;
        var at = expected.CommonPrefixLength(actual);
        throw new InvalidOperationException($"{who}: at byte {at} there is '{Around(actual, at)}', not '{Around(expected, at)}'");
    }

    private static string Around(ReadOnlySpan<byte> text, int at) =>
        Encoding.UTF8.GetString(text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)]);
}
