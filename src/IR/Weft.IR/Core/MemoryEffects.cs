using System;

namespace Weft.IR;

/// <summary>What an operation does to memory, and whether it can end the program.</summary>
[Flags]
public enum MemoryEffects
{
    None = 0,
    Read = 1,
    Write = 2,
    Allocate = 4,
    Free = 8,

    /// <summary>May stop the program: not to be moved before other effects or dropped.</summary>
    Fault = 16,

    All = Read | Write | Allocate | Free | Fault,
}

/// <summary>An operation that says which effects it has.</summary>
public interface IHasMemoryEffects
{
    MemoryEffects Effects { get; }
}

/// <summary>An operation that nothing depends on: it is there for speed, has no effect, and stays where it is.</summary>
public interface IHint;

public static class MemoryEffectsOf
{
    extension(Operation op)
    {
        /// <summary>The effects of an operation and of all inside it. An operation that says nothing may do anything.</summary>
        public MemoryEffects MemoryEffects
        {
            get
            {
                if (op is IHasMemoryEffects known) return known.Effects;
                if (op.Info.Has(OpTraits.NoMemoryEffect) || op is IHint) return MemoryEffects.None;
                if (!op.Info.Has(OpTraits.RecursiveMemoryEffects))
                    return op is ConditionOp or YieldOp ? MemoryEffects.None : MemoryEffects.All;
                var effects = MemoryEffects.None;
                foreach (var region in op.Regions)
                    foreach (var block in region.Blocks)
                        foreach (var inner in block.Ops)
                            effects |= inner.MemoryEffects;
                return effects;
            }
        }

        /// <summary>Whether the operation can go: its results are not used, and nothing it does can be noticed.</summary>
        public bool IsTriviallyDead => !op.HasUses && op.WouldBeDead;

        /// <summary>Whether the operation could go if its results were not used.</summary>
        public bool WouldBeDead => !op.Info.Has(OpTraits.IsTerminator) && !op.Info.Has(OpTraits.Symbol) && op.HasNoLastingEffect;

        private bool HasNoLastingEffect
        {
            get
            {
                if (op is IHasMemoryEffects known) return (known.Effects & ~(MemoryEffects.Read | MemoryEffects.Allocate)) == 0;
                if (op.Info.Has(OpTraits.NoMemoryEffect)) return true;
                if (!op.Info.Has(OpTraits.RecursiveMemoryEffects)) return op is ConditionOp or YieldOp;
                foreach (var region in op.Regions)
                    foreach (var block in region.Blocks)
                        foreach (var inner in block.Ops)
                            if (!inner.HasNoLastingEffect) return false;
                return true;
            }
        }
    }
}
