using Weft.IR;

namespace Weft.Passes;

/// <summary>Which operations may be left after a conversion. What a target does not mention may be left, but is made simpler where
/// folding can.</summary>
public sealed class ConversionTarget
{
    private readonly HashSet<string> _legalDialects = [];
    private readonly HashSet<OpInfo> _illegal = [];
    private readonly List<Func<Operation, bool>> _illegalIf = [];
    private bool _unknownIsLegal;

    public ConversionTarget LegalDialect(string name)
    {
        _legalDialects.Add(name);
        return this;
    }

    public ConversionTarget Illegal(params ReadOnlySpan<OpInfo> ops)
    {
        foreach (var op in ops) _illegal.Add(op);
        return this;
    }

    public ConversionTarget IllegalIf(Func<Operation, bool> test)
    {
        _illegalIf.Add(test);
        return this;
    }

    /// <summary>Operations of a dialect are legal where their types are.</summary>
    public ConversionTarget LegalTypes(string dialect, TypeConverter types) =>
        LegalDialect(dialect).IllegalIf(op => op.Info.Dialect == dialect && !types.IsLegal(op));

    /// <summary>What the target does not mention stays as it is.</summary>
    public ConversionTarget UnknownIsLegal()
    {
        _unknownIsLegal = true;
        return this;
    }

    public bool IsIllegal(Operation op) => _illegal.Contains(op.Info) || _illegalIf.Any(test => test(op));

    /// <summary>Whether an operation may be left where it stands in the input, but no rule and no fold may make it.</summary>
    public bool IsUnknown(Operation op) => !IsIllegal(op) && !IsLegal(op);

    public bool IsLegal(Operation op) => !IsIllegal(op) && (_unknownIsLegal || _legalDialects.Contains(op.Info.Dialect));
}
