using Weft.IR;

namespace Weft.Passes;

/// <summary>Moves what does not depend on the turn out of affine loops, innermost loops first; accesses too, where nothing in the loop
/// writes what they read. Like mlir-opt's it takes different buffers for different memory.</summary>
[Pass("affine-loop-invariant-code-motion", "Hoists loop invariant operations out of affine loops.")]
public sealed record AffineLoopInvariantCodeMotion : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var loop in root.WalkPostOrder().OfType<AffineForOp>().ToList()) new Hoisting(loop).Run();
    }

    private sealed class Hoisting(AffineForOp loop)
    {
        // What others may depend on, and what of it leaves the loop.
        private readonly HashSet<Operation> _seen = [];
        private readonly HashSet<Operation> _invariant = [];

        public void Run()
        {
            var hoisted = new List<Operation>();
            foreach (var op in loop.Body.Ops)
            {
                if (op.HasUses) _seen.Add(op);
                if (op is not AffineYieldOp && IsInvariant(op)) hoisted.Add(op);
            }

            foreach (var op in hoisted) op.MoveBefore(loop);
        }

        private bool IsInvariant(Operation op)
        {
            if (op is AffineIfOp or AffineForOp or AffineParallelOp)
            {
                if (!op.Regions.All(region => region.Ops.All(IsInvariant))) return false;
            }
            else if (op is IAffineRead or IAffineWrite or AffinePrefetchOp || op.MemoryEffects == MemoryEffects.None)
            {
                if (op is not ConstantOp)
                {
                    _seen.Add(op);
                    if (op is IAffineRead or IAffineWrite && !IsUndisturbed(op, ((IAffineAccess)op).Memref)) return false;
                    if (op.OperandSlots.Length == 0 && op is not AffineYieldOp) return false;
                }
            }
            else
            {
                return false;
            }

            foreach (var operand in op.Operands)
                if ((operand is BlockArgument argument && argument.Owner == loop.Body)
                    || (operand.Def is { } definition && _seen.Contains(definition) && !_invariant.Contains(definition))) return false;
            return _invariant.Add(op);
        }

        // No other access in the loop writes the memory, nor reads it if this one writes; of copies in the background nobody knows when.
        private bool IsUndisturbed(Operation op, Value memory) => memory.Users.All(user => user == op || user switch
        {
            AffineDmaStartOp or AffineDmaWaitOp => false,
            _ when !loop.IsAncestorOf(user) => true,
            _ => !Has(user, memory, MemoryEffects.Write) && !(op is IAffineWrite && Has(user, memory, MemoryEffects.Read)),
        });

        private static bool Has(Operation user, Value memory, MemoryEffects kind) =>
            user is IHasValueEffects known && known.ValueEffects.Any(e => e.Kind == kind && e.On == memory);
    }
}
