using Weft.IR;

namespace Weft.Passes;

/// <summary>How subscripts move with one of their operands.</summary>
internal static class Strides
{
    extension(AffineValueMap map)
    {
        /// <summary>What each result grows by when an operand grows by 1; null for one that is not linear in it.</summary>
        public long?[] StridesOf(Value operand)
        {
            var normal = map.Normalized();
            var place = normal.Operands.ToList().IndexOf(operand);
            if (place < 0) return [.. normal.Map.Results.Select(long? (_) => 0)];
            var flattener = new AffineFlattener(normal.Map.DimCount, normal.Map.SymbolCount);
            var input = place < normal.Map.DimCount ? AffineExpr.Dim(place) : AffineExpr.Symbol(place - normal.Map.DimCount);
            return [.. normal.Map.Results.Select(result => flattener.Flatten(result) is not { } form ? null
                : form.Locals.All(factor => factor == 0) || !result.HasQuotientOf(input) ? form.Inputs[place] : (long?)null)];
        }

        /// <summary>The same map with a value as its last dimension: what each result becomes beside it.</summary>
        public AffineValueMap With(Value dimension, Func<AffineExpr, AffineExpr, AffineExpr> beside)
        {
            var (dims, symbols) = (map.Map.DimCount, map.Map.SymbolCount);
            var results = map.Map.Results.Select(result => beside(result, AffineExpr.Dim(dims)));
            return new AffineValueMap(new AffineMap(dims + 1, symbols, results), map.Dims.Append(dimension).Concat(map.Symbols));
        }

        /// <summary>What it was when an operand was one less.</summary>
        public AffineValueMap StepBack(Value operand) => map.Stepped(operand, -1);

        /// <summary>What it is when an operand is so much more.</summary>
        public AffineValueMap Stepped(Value operand, long by)
        {
            var normal = map.Normalized();
            var place = normal.Operands.ToList().IndexOf(operand);
            return place < 0 ? normal : normal.Select(result => result.Substitute(AffineExpr.Dim(place), AffineExpr.Dim(place) + by));
        }

        /// <summary>Whether the one result is a multiple of a number: a constant that is, or where a tile of a loop in such tiles begins.
        /// </summary>
        public bool IsMultipleOf(long number) => map.Normalized() switch
        {
            { Map.Results: [AffineConstant { Value: var value }] } => value % number == 0,
            { Map.Results: [AffineDim], Operands: [{ CountingLoop: { } tiles }] } =>
                tiles.Step % number == 0 && tiles.LowerBound.IsMultipleOf(number),
            _ => false,
        };

        /// <summary>Whether all results are those of another map.</summary>
        public bool IsSameAs(AffineValueMap other) => map.Map.Results.Count == other.Map.Results.Count
            && map.Minus(other).Map.Results.All(difference => difference is AffineConstant { Value: 0 });

        /// <summary>The same map with other results.</summary>
        public AffineValueMap Select(Func<AffineExpr, AffineExpr> change) => map with { Map = map.Map.Map(change) };
    }

    extension(Builder builder)
    {
        /// <summary>The result of a map that has one, as a value that may stand in subscripts and bounds.</summary>
        public Value Counter(AffineValueMap map)
        {
            map = map.Normalized();
            return map.Map.Results is [AffineDim or AffineSymbol] ? map.Operands[0] : builder.Add(new AffineApplyOp(map));
        }

        /// <summary>A counter so many turns later.</summary>
        public Value Ahead(Value counter, long turns) => turns == 0 ? counter : builder.Add(new AffineApplyOp(
            new AffineValueMap(new AffineMap(1, 0, [AffineExpr.Dim(0) + turns]), [counter])));
    }

    extension(IAffineAccess access)
    {
        /// <summary>Whether it touches the next element in memory when a counter moves by 1.</summary>
        public bool FollowsInMemory(Value counter) => access.StepInMemory(counter) == 1;

        /// <summary>How many elements behind that of a counter it is in the row; null where that is not the same in all rows.</summary>
        public long? AheadOf(Value counter) =>
            access is not ClampedLoadOp && AffineSum.Of(access.ComposedMap)?[^1] is { } last
            && last - AffineSum.Of(counter) is { IsConstant: true, Offset: var ahead } ? ahead : null;

        /// <summary>How many elements further in memory it is when a counter moves by 1, along the last dimension alone; null where others
        /// move, too, or elements of that dimension lie apart.</summary>
        public long? StepInMemory(Value counter)
        {
            var strides = access.ComposedMap.StridesOf(counter);
            if (access is ClampedLoadOp clamped && clamped.IsClampedAlong(counter)) return null;
            for (var i = 0; i < strides.Length - 1; i++)
                if (strides[i] != 0)
                    return null;
            if (strides is [] or [.., 0]) return 0;
            return ((MemRefType)access.Memref.Type).Strided is { Strides: var all } && all[all.Count - 1] == 1 ? strides[^1] : null;
        }
    }

    extension(IAffineElementRead read)
    {
        /// <summary>How many elements of the row a read is ahead of another one, in all turns; null where that is not the same in all, or
        /// they may be in other rows. Limits of subscripts are the same.</summary>
        public long? AheadInRow(IAffineElementRead other)
        {
            if (read.Memref != other.Memref || AffineSum.Of(read.ValueMap) is not { } at || AffineSum.Of(other.ValueMap) is not { } from)
                return null;
            var (steps, rank) = (at.Zip(from, (a, b) => a - b).ToList(), ((MemRefType)read.Memref.Type).Rank);
            var ahead = steps[rank - 1].Offset;
            return steps.Select((step, i) => step.IsConstant && step.Offset == (i % rank == rank - 1 ? ahead : 0)).All(isSo => isSo)
                ? ahead : null;
        }
    }

    extension(AffineExpr expr)
    {
        // Under a quotient or a remainder.
        private bool HasQuotientOf(AffineExpr input) => expr is AffineBinary { Operator: var kind, Left: var left, Right: var right }
            && (kind is AffineKind.Add or AffineKind.Mul ? left.HasQuotientOf(input) || right.HasQuotientOf(input) : expr.DependsOn(input));
    }
}
