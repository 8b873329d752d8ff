using Weft.IR.Tests.Conformance;
using Weft.IR.Text;
using Weft.Passes;
using Xunit;

namespace Weft.IR.Tests.Passes;

/// <summary>What holds for every transform on every input: it ends, the IR is valid after it, and, for most, a second
/// run changes nothing.</summary>
public sealed class TransformTests
{
    private const string FileTests = "tests/Weft.FileTests/filetests";

    private static readonly IrContext Context = new(StandardDialects.All) { AllowUnregistered = true };

    /// <summary>Passes, and whether a second run changes nothing: what is dead only after CSE, called only after inlining, or folded only
    /// after arith-expand, waits for the next run.</summary>
    public static TheoryData<string, bool> Passes => new()
    {
        { "canonicalize", true },
        { "symbol-dce", true },
        { "loop-invariant-code-motion", true },
        { "control-flow-sink", true },
        { "arith-expand", false },
        { "sccp", false },
        { "cse", false },
        { "inline", false },
    };

    [Theory]
    [MemberData(nameof(Passes))]
    public void Holds_on_the_file_tests(string pass, bool isIdempotent)
    {
        var files = Directory.GetFiles(Path.Combine(Checkout.Root, FileTests), "*.mlir", SearchOption.AllDirectories);
        var chunks = files.Order(StringComparer.Ordinal).SelectMany(
            file => File.ReadAllText(file).Split("\n// -----\n").Select((text, i) => ($"{Path.GetFileName(file)}#{i}", text)));
        Holds(pass, isIdempotent, chunks, atLeast: 150);
    }

    [Theory]
    [MemberData(nameof(Passes))]
    public void Holds_on_the_conformance_corpus(string pass, bool isIdempotent)
    {
        var corpus = Corpus.Open(out var reason);
        Assert.SkipWhen(corpus is null, reason);
        Holds(pass, isIdempotent, corpus!.Chunks("L7").Select(id => (id, ByteText.Decode(corpus.Read("pretty", id)))), atLeast: 1300);
    }

    private static void Holds(string name, bool isIdempotent, IEnumerable<(string Id, string Text)> inputs, int atLeast)
    {
        var pass = PassRegistry.Find(name)!.Create(new PassOptions(new Dictionary<string, string>(), new DiagnosticBag(), name));
        var (count, mistakes) = (0, new List<string>());
        foreach (var (id, text) in inputs)
        {
            var diagnostics = new DiagnosticBag();
            if (IrParser.ParseModule(Context, text, id, diagnostics) is not { } module) continue;
            if (!Verifier.Verify(module, Context, diagnostics)) continue;
            count++;
            if (Mistake(pass, isIdempotent, module) is { } mistake) mistakes.Add($"{id}: {mistake}");
        }

        Assert.True(mistakes.Count == 0, $"{mistakes.Count} of {count}:\n{string.Join('\n', mistakes.Take(5))}");
        Assert.True(count >= atLeast, $"only {count} inputs could be read");
    }

    private static string? Mistake(IPass pass, bool isIdempotent, ModuleOp module)
    {
        var before = Print(module);
        try
        {
            var isRefused = !Run(pass, module);
            var found = new DiagnosticBag();
            if (!Verifier.Verify(module, Context, found)) return $"invalid: {found[0]}\n{before}\n{Print(module)}";
            var once = Print(module);
            if (isRefused || !isIdempotent) return null;
            Run(pass, module);
            return Print(module) == once ? null : $"changes again:\n{before}\n{once}\n{Print(module)}";
        }
        catch (Exception mistake)
        {
            return $"{mistake}\n{before}";
        }
    }

    private static bool Run(IPass pass, ModuleOp module)
    {
        var diagnostics = new DiagnosticBag();
        pass.Run(module, new PassContext(Context, diagnostics, new RemarkLog()));
        return !diagnostics.HasErrors;
    }

    private static string Print(ModuleOp module) => IrPrinter.ToText(module, new PrintOptions());
}
