using System;
using System.Collections.Generic;

namespace Weft.IR;

/// <summary>
/// An operation that computes into destinations. A destination in memory is written; for each one that is a tensor the operation has a
/// result of its type, which takes its place.
/// </summary>
public interface IDestinationStyle
{
    /// <summary>The destinations, one behind the other; other operands may come before and after them.</summary>
    OperandRange DpsInits { get; }
}

/// <summary>What holds for all operations with destinations.</summary>
public static class DestinationStyle
{
    extension(IDestinationStyle op)
    {
        /// <summary>What it does to memory through its operands.</summary>
        /// <param name="readsInit">Whether a destination's elements are looked at before they are replaced.</param>
        public IReadOnlyList<MemoryEffect> EffectsOnOperands(Func<int, bool> readsInit)
        {
            var effects = new List<MemoryEffect>();
            var operands = ((Operation)op).Operands;
            for (var i = 0; i < operands.Count; i++)
                if (operands[i].Type is MemRefType && !(i >= op.DpsInits.Start && i < op.DpsInits.Start + op.DpsInits.Count))
                    effects.Add(new(MemoryEffects.Read, operands[i]));
            for (var i = 0; i < op.DpsInits.Count; i++)
            {
                if (op.DpsInits[i].Type is not MemRefType) continue;
                if (readsInit(i)) effects.Add(new(MemoryEffects.Read, op.DpsInits[i]));
                effects.Add(new(MemoryEffects.Write, op.DpsInits[i]));
            }

            return effects;
        }

        /// <summary>Whether results and tensors among the destinations correspond.</summary>
        public bool VerifyDestinations(DiagnosticBag diagnostics)
        {
            var self = (Operation)op;
            var (first, tensors) = (op.DpsInits.Start, 0);
            for (var i = 0; i < op.DpsInits.Count; i++)
                if (op.DpsInits[i].Type is RankedTensorType or UnrankedTensorType) tensors++;
                else if (op.DpsInits[i].Type is not (MemRefType or UnrankedMemRefType))
                    return self.Error(diagnostics, $"expected that operand #{first + i} is a ranked tensor or a ranked memref");
            if (self.Results.Length != tensors)
                return self.Error(
                    diagnostics,
                    $"expected the number of tensor results ({self.Results.Length}) "
                    + $"to be equal to the number of output tensors ({tensors})");
            var result = 0;
            for (var i = 0; i < op.DpsInits.Count; i++)
            {
                if (op.DpsInits[i].Type is not (RankedTensorType or UnrankedTensorType) || result == tensors) continue;
                var (given, expected) = (self.Results[result++].Type, op.DpsInits[i].Type);
                if (given != expected)
                    return self.Error(
                        diagnostics,
                        $"expected type of operand #{first + i} ('{expected}') to match type of corresponding result ('{given}')");
            }

            return true;
        }
    }
}
