using System.Security.Cryptography;
using System.Text;
using Weft.IR;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

/// <summary>A toolchain whose sources are lines <c>kernel NAME</c> or <c>workflow NAME</c> over the kernels of <see cref="TestBackend"/>,
/// and a few words that make it fail in the ways a real one can.</summary>
internal sealed class TestToolchain : ICompilerService
{
    /// <summary>Lets a compilation that hangs go on.</summary>
    public ManualResetEventSlim Unhang { get; } = new();

    public SourceKind? LastKind { get; private set; }

    public string? LastName { get; private set; }

    public DeployResult Compile(string name, ReadOnlyMemory<byte> source, SourceKind kind, CancellationToken cancellation)
    {
        (LastKind, LastName) = (kind, name);
        var text = Encoding.UTF8.GetString(source.Span);
        if (text.Contains("crash", StringComparison.Ordinal)) throw new InvalidOperationException("secret detail of the compiler");
        if (text.Contains("hang", StringComparison.Ordinal)) Unhang.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
        if (text.Contains("slow", StringComparison.Ordinal)) cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
        cancellation.ThrowIfCancellationRequested();
        var words = text.Split('\n').Select(l => l.Split("//")[0].Trim().Split(' ')).ToList();
        var diagnostics = new List<Diagnostic>();
        for (var i = 0; i < words.Count; i++)
            if (words[i] is ["kernel" or "workflow", var unknown] && !TestBackend.Has(unknown))
                diagnostics.Add(new("WF1234", Severity.Error, Location.At(name, i + 1, 8), $"'{unknown}' is not known"));
        if (diagnostics.Count > 0) return DeployResult.Rejected(diagnostics);
        var entries = words.Where(w => w is ["kernel" or "workflow", _]).ToList();
        var program = new KernelProgram(
            Encoding.UTF8.GetBytes("module {\n" + text + "\n}\n"),
            Convert.ToHexStringLower(SHA256.HashData(source.Span)),
            [.. entries.Select(e => TestBackend.Signature(e[1]))]);
        var reports = entries.Select(e => new EntryReport(
            e[1], e[0] == "workflow" ? EntryKind.Workflow : EntryKind.Kernel, new(3, 2, 1)) { Flops = "2*n", Bytes = "12*n" });
        return DeployResult.Accepted(program, [.. reports]);
    }
}
