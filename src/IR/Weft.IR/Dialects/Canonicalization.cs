namespace Weft.IR;

/// <summary>The canonical form of all dialects. Laws: the right side is never worse; constants go right; there is no rule that only
/// commutes or reassociates; a rule set run twice changes nothing the second time.</summary>
public static class Canonicalization
{
    public static RuleSet Rules => RuleSet.Concat(
        ArithCanonicalization.Rules, CastCanonicalization.Rules, SelectCanonicalization.Rules, ScfCanonicalization.Rules,
        ScfWhileCanonicalization.Rules, ScfParallelCanonicalization.Rules, CfCanonicalization.Rules, MemRefCanonicalization.Rules);
}
