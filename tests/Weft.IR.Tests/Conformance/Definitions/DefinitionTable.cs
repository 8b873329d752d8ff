namespace Weft.IR.Tests.Conformance.Definitions;

/// <summary>MLIR's definitions of the operations of our dialects.</summary>
internal sealed class DefinitionTable
{
    public static readonly string[] Dialects =
        ["builtin", "func", "arith", "math", "cf", "scf", "memref", "affine", "vector", "tensor", "linalg", "gpu"];

    private readonly ILookup<string, OpDefinition> _byDialect;

    public DefinitionTable(Corpus corpus)
    {
        using var constraints = corpus.Definitions("_constraints");
        var all = new List<OpDefinition>();
        foreach (var dialect in Dialects)
        {
            using var definitions = corpus.Definitions(dialect);
            all.AddRange(definitions.RootElement.EnumerateArray().Select(op => OpDefinition.Read(op, constraints.RootElement)));
        }

        _byDialect = all.ToLookup(op => op.Dialect);
    }

    public IEnumerable<OpDefinition> Of(string dialect) => _byDialect[dialect];

    /// <summary>The operation of a C++ class that a definition of a dialect names: <c>YieldOp</c>, <c>::mlir::tensor::PadOp</c>.</summary>
    public string OpOfClass(string name, string dialect)
    {
        var path = name.Split("::");
        var home = path.Length > 1 && Dialects.Contains(path[^2]) ? path[^2] : dialect;
        return Of(home).Single(op => op.Class == path[^1]).Name;
    }
}
