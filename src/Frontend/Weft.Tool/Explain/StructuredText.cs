using Weft.IR;
using Weft.Passes;

namespace Weft.Tool;

/// <summary>A program with its loops raised to structured operations, and what was recognised: nothing that runs is made of it.</summary>
internal static class StructuredText
{
    private static readonly IPass[] s_passes =
        [new SymbolDce(), new RaiseToAffine(), new RaiseToLinalg(AssumeApart: true), Canonicalize.ForKernels, new Cse()];

    public static string Of(Operation root)
    {
        var (raised, remarks) = (new IrMapping().Clone(root), new RemarkLog());
        foreach (var pass in s_passes) pass.Run(raised, new PassContext(new IrContext(StandardDialects.All), new DiagnosticBag(), remarks));
        return string.Join('\n', remarks.Items.Where(remark => remark.Pass == RaiseToLinalg.Name).Select(Line).Prepend(raised.ToString()));
    }

    private static string Line(Remark remark) =>
        $"// {remark.Location.Position}: {(remark.Decision == Decision.Chosen ? "raised: " : "as loops: ")}{remark.Message}";
}
