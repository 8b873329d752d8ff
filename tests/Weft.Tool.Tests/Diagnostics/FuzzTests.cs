using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Weft.Tool.Tests;

/// <summary>
/// Sources with changed bytes, through the commands. (Mutated text in the parsers alone is tested beside them.) Whatever the bytes, the
/// answer is done or wrong input, and the next run works. Seeds are fixed; a failure has the text in its message.
/// WEFT_FUZZ_SECONDS asks for more.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 150;

    private static readonly (string File, string Text, string[] CommandLines)[] Seeds =
    [
        ("f.weft", File.ReadAllText(Checkout.At("samples", "Edges", "edges.weft")), ["check f.weft", "explain f.weft edges"]),
        ("f.weft", Sources.Kernels, ["check f.weft", "run f.weft saxpy --arg a=2 --in x=x.npy --in y=y.npy --target interp"]),
        ("f.mlir", Program, ["check f.mlir", "run f.mlir -e main --target interp"]),
        ("f.mlir", Kernel, ["check f.mlir", "run f.mlir k --in x=x.npy --target interp", "build f.mlir --emit header -o -"]),
    ];

    private const string Program = """
        func.func private @printI64(i64)
        func.func @twice(%x: i64) -> i64 {
          %y = arith.addi %x, %x : i64
          return %y : i64
        }
        func.func @main() -> i64 {
          %c2 = arith.constant 2 : i64
          %r = call @twice(%c2) : (i64) -> i64
          call @printI64(%r) : (i64) -> ()
          return %r : i64
        }
        """;

    private const string Kernel = """
        func.func @k(%x: memref<?xf32> {wf.param = "x: f32[n]"}, %y: memref<?xf32> {wf.param = "y: out f32[n]"}) attributes {wf.kernel} {
          %c0 = arith.constant 0 : index
          %c1 = arith.constant 1 : index
          %n = memref.dim %x, %c0 : memref<?xf32>
          scf.for %i = %c0 to %n step %c1 {
            %v = memref.load %x[%i] : memref<?xf32>
            memref.store %v, %y[%i] : memref<?xf32>
          }
          return
        }
        """;

    public static TheoryData<int> SeedNumbers => [.. Enumerable.Range(0, Seeds.Length)];

    [Theory]
    [MemberData(nameof(SeedNumbers))]
    public void Mutated_sources_are_done_or_wrong(int number)
    {
        var (file, text, commandLines) = Seeds[number];
        using var work = Sources.Prepare();
        var seconds = double.Parse(Environment.GetEnvironmentVariable("WEFT_FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < Rounds || clock.Elapsed.TotalSeconds < seconds; round++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(text), new Random((1_000_000 * number) + round));
            work.With(file, bytes);
            foreach (var commandLine in commandLines)
            {
                var failure = Record.Exception(() => RunOnce(work, commandLine));
                Assert.True(failure is null, $"round {round}, {commandLine}: {failure}\n--- in\n{Encoding.UTF8.GetString(bytes)}");
            }
        }
    }

    // A changed loop may have no end: it is stopped, which is an answer as well.
    private static void RunOnce(Workplace work, string commandLine)
    {
        using var output = new StringWriter();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            var code = Commands.Run(work.Context(output, output, deadline.Token), commandLine.Split(' '));
            Assert.True(code is ExitCode.Done or ExitCode.BadInput, $"{code}: {output}");
            Workplace.AssertNoStackTrace(output.ToString());
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
        }
    }

    private static byte[] Mutate(byte[] source, Random random)
    {
        var bytes = source.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at))); break;
                // Digits and operators become others: most programs stay valid and mean something else.
                default: bytes[at] = (byte)"0123456789+-*/<>=xyn"[random.Next(20)]; break;
            }

            if (bytes.Count == 0) bytes.Add((byte)' ');
        }

        return [.. bytes];
    }
}
