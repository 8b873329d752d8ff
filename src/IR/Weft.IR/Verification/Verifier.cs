using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// Checks that IR is valid. In MLIR's order, so that the first message is the same. For an operation:
/// <list type="number">
/// <item>its discardable attributes, what its declaration says, and its own <c>Verify</c>;</item>
/// <item>its blocks, with the operations in them: none is empty where a terminator is needed, and each ends with one;</item>
/// <item>isolated operations inside it, each with its dominance: a mistake in one hides none in another;</item>
/// <item>what needs its regions to be valid, isolation and symbols included;</item>
/// <item>dominance: each operand is defined on every path to its use.</item>
/// </list>
/// </summary>
public sealed class Verifier
{
    // Below so many operations the threads cost more than they save; many parts for each thread, as functions differ in length.
    private const int WorthThreads = 32;
    private const int PartsPerThread = 32;

    private readonly IrContext? _context;
    private readonly DiagnosticBag _diagnostics;
    private readonly int _threads;
    private readonly DominanceVerifier _dominance;
    private readonly SymbolTables _symbols = new();

    // Operations that name symbols, in the tables that are not verified yet.
    private readonly List<Operation> _symbolUsers = [];

    private Verifier(IrContext? context, DiagnosticBag diagnostics, int threads) =>
        (_context, _diagnostics, _threads, _dominance) = (context, diagnostics, threads, new(diagnostics));

    /// <param name="threads">How many operations may be verified at a time that are isolated from one another; as many as the machine has
    /// processors by default. Of it the diagnostics tell nothing.</param>
    public static bool Verify(Operation root, IrContext context, DiagnosticBag diagnostics, int? threads = null) =>
        new Verifier(context, diagnostics, threads ?? Environment.ProcessorCount).VerifyWithDominance(root);

    /// <summary>Whether an operation is valid as far as it can say itself: no dialect is asked about attributes and operations of its
    /// prefix.</summary>
    public static bool IsValid(Operation root, int? threads = null) =>
        new Verifier(null, new(), threads ?? Environment.ProcessorCount).VerifyWithDominance(root);

    private bool VerifyWithDominance(Operation op) => VerifyOperation(op) && _dominance.Verify(op);

    private bool VerifyOperation(Operation op)
    {
        if (op is IVerifySymbols) _symbolUsers.Add(op);
        var usersBefore = _symbolUsers.Count;
        foreach (var attribute in op.Attributes)
            if (attribute.Name.IndexOf('.') is > 0 and var dot && _context?.FindDialect(attribute.Name.Substring(0, dot)) is { } dialect
                && !dialect.VerifyAttribute(op, attribute, _diagnostics))
                return false;
        if (!op.VerifyInvariants(_diagnostics) || !VerifyRegionShapes(op)) return false;
        foreach (var region in op.Regions)
            foreach (var block in region.Blocks)
                if (!VerifyBlock(op, block))
                    return false;
        return VerifyIsolated(op) && VerifyWithRegions(op, usersBefore);
    }

    // A mistake in one operation hides none in another.
    private bool VerifyIsolated(Operation op)
    {
        List<Operation>? isolated = null;
        foreach (var region in op.Regions)
            foreach (var block in region.Blocks)
                foreach (var inner in block.Ops)
                    if (IsCheckedApart(inner)) (isolated ??= []).Add(inner);
        return isolated is null || VerifyEach(isolated);
    }

    // Many operations are verified side by side, each part of them by a verifier of its own: what it tells comes in the order of the text.
    private bool VerifyEach(List<Operation> ops)
    {
        if (_threads == 1 || ops.Count < WorthThreads) return VerifyRange(ops, 0, ops.Count);
        var parts = new (Verifier Verifier, bool IsValid)[Math.Min(_threads * PartsPerThread, ops.Count)];
        SideBySide.Run(parts.Length, _threads, () => ops, (all, part) =>
        {
            var verifier = new Verifier(_context, _diagnostics.Fork(), threads: 1);
            var (start, end) = (part * all.Count / parts.Length, (part + 1) * all.Count / parts.Length);
            parts[part] = (verifier, verifier.VerifyRange(all, start, end));
            return true;
        });
        var isValid = true;
        foreach (var part in parts)
        {
            _diagnostics.AddRange(part.Verifier._diagnostics);
            _symbolUsers.AddRange(part.Verifier._symbolUsers);
            isValid &= part.IsValid;
        }

        return isValid;
    }

    private bool VerifyRange(List<Operation> ops, int start, int end)
    {
        var isValid = true;
        for (var i = start; i < end; i++) isValid &= VerifyWithDominance(ops[i]);
        return isValid;
    }

    /// <summary>Whether an operation is verified by itself, after the one that it stands in.</summary>
    internal static bool IsCheckedApart(Operation op) => op.Info.Has(OpTraits.IsolatedFromAbove) && op.Regions.Count > 0;

    private bool VerifyRegionShapes(Operation op)
    {
        for (var i = 0; i < op.Regions.Count; i++)
        {
            var blocks = op.Regions[i].Blocks;
            if (op.Info.Has(OpTraits.HasOnlyGraphRegion) && blocks.Count > 1)
                return op.Error(_diagnostics, $"expects graph region #{i} to have 0 or 1 blocks");
            if (blocks.Count > 0 && blocks[0].PredecessorTerminators.Count > 0)
                return _diagnostics.Error(op.Location, "entry block of region may not have predecessors");
        }

        return true;
    }

    private bool VerifyBlock(Operation parent, Block block)
    {
        // Of unknown operations nobody knows; but several blocks are control flow, which needs terminators.
        var needsTerminator = block.Parent!.Blocks.Count > 1
            || (parent.Info.IsRegistered && !parent.Info.Has(OpTraits.NoTerminator));
        if (block.IsEmpty) return !needsTerminator || _diagnostics.Error(parent.Location, "empty block: expect at least a terminator");
        foreach (var op in block.Ops)
            if (op.Successors.Count > 0 && op.Next is not null)
                return op.ErrorAsIs(_diagnostics, "operation with block successors must terminate its parent block");
        foreach (var op in block.Ops)
            if (!IsCheckedApart(op) && !VerifyOperation(op))
                return false;
        var last = block.Last!;
        foreach (var successor in last.Successors)
            if (successor.Parent != block.Parent)
                return last.Error(_diagnostics, "branching to block of a different region");
        return !needsTerminator || last.Info.Has(OpTraits.IsTerminator) || !last.Info.IsRegistered
            || last.ErrorAsIs(_diagnostics, $"block with no terminator, has {Text.IrPrinter.Describe(last)}");
    }

    // What holds only when the operations inside are valid.
    private bool VerifyWithRegions(Operation op, int usersBefore)
    {
        if (!op.VerifyRegionInvariants(_diagnostics)) return false;
        if (op.Info.Has(OpTraits.IsolatedFromAbove) && !VerifyIsolation(op)) return false;
        if (op.Info.Has(OpTraits.SymbolTable) && !(TraitVerifier.UniqueSymbols(op, _diagnostics) && VerifySymbolUses(op, usersBefore)))
            return false;
        if (op is IVerifyRegions regions && !regions.VerifyRegions(_diagnostics)) return false;
        return op.Info.IsRegistered || VerifyUnregistered(op);
    }

    private bool VerifyUnregistered(Operation op)
    {
        if (_context is null) return true;
        if (_context.FindDialect(op.Info.Dialect) is not { } dialect)
            return _context.AllowUnregistered || op.Error(
                _diagnostics,
                "created with unregistered dialect. If this is intended, please call allowUnregisteredDialects() on the MLIRContext, "
                + "or use -allow-unregistered-dialect with the MLIR opt tool used");
        return op.ErrorAsIs(
            _diagnostics, $"unregistered operation '{op.Name}' found in dialect ('{dialect.Name}') that does not allow unknown operations");
    }

    // The operations that name symbols were found on the way, but not in the order of the text: which mistake is the first is to be seen.
    private bool VerifySymbolUses(Operation table, int usersBefore)
    {
        var silent = new DiagnosticBag();
        var isValid = true;
        for (var i = usersBefore; isValid && i < _symbolUsers.Count; i++)
            isValid = ((IVerifySymbols)_symbolUsers[i]).VerifySymbols(_symbols, silent);
        _symbolUsers.RemoveRange(usersBefore, _symbolUsers.Count - usersBefore);
        return isValid || VerifySymbolsInside(table);
    }

    // Tables inside this one have checked their own.
    private bool VerifySymbolsInside(Operation table)
    {
        foreach (var region in table.Regions)
            foreach (var op in region.Ops)
                if ((op is IVerifySymbols user && !user.VerifySymbols(_symbols, _diagnostics))
                    || (!op.Info.Has(OpTraits.SymbolTable) && !VerifySymbolsInside(op)))
                    return false;
        return true;
    }

    private bool VerifyIsolation(Operation isolated)
    {
        foreach (var region in isolated.Regions)
            if (!VerifyIsolation(isolated, region, region))
                return false;
        return true;
    }

    // Isolated operations inside have been checked on their own.
    private bool VerifyIsolation(Operation isolated, Region limit, Region region)
    {
        foreach (var block in region.Blocks)
        {
            foreach (var op in block.Ops)
            {
                foreach (var operand in op.Operands)
                {
                    if (limit.Encloses(operand.ParentBlock?.Parent)) continue;
                    _diagnostics.Add(op
                        .Mistake(_diagnostics, $"'{op.Name}' op using value defined outside the region")
                        .WithNote(isolated.Location, "required by region isolation constraints"));
                    return false;
                }

                if (op.Info.Has(OpTraits.IsolatedFromAbove)) continue;
                foreach (var inner in op.Regions)
                    if (!VerifyIsolation(isolated, limit, inner))
                        return false;
            }
        }

        return true;
    }
}

/// <summary>An operation with checks that need its regions to be valid already.</summary>
public interface IVerifyRegions
{
    bool VerifyRegions(DiagnosticBag diagnostics);
}
