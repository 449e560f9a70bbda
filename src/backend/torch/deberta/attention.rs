//! Disentangled self-attention: of contents to each other, and of contents to distances and back.

use tch::nn;
use tch::{Kind, Tensor};

use super::{Sizes, linear};

#[derive(Debug)]
pub(super) struct Attention {
    heads: i64,
    span: i64,
    /// Whether contents attend to distances, and distances to contents.
    ways: [bool; 2],
    query: nn::Linear,
    key: nn::Linear,
    value: nn::Linear,
    /// Of distances, where they are not those of contents.
    position_key: Option<nn::Linear>,
    position_query: Option<nn::Linear>,
}

impl Attention {
    pub(super) fn new(path: &nn::Path<'_>, sizes: &Sizes) -> Self {
        let project = |name: &str| linear(path / name, sizes.hidden_size, sizes.hidden_size);
        let ways = ["c2p", "p2c"].map(|way| sizes.attends(way));
        let own = sizes.relative_attention && !sizes.share_att_key;
        Attention {
            heads: sizes.num_attention_heads,
            span: sizes.span(),
            ways,
            query: project("query_proj"),
            key: project("key_proj"),
            value: project("value_proj"),
            position_key: (own && ways[0]).then(|| project("pos_key_proj")),
            position_query: (own && ways[1]).then(|| project("pos_query_proj")),
        }
    }

    /// `relative`: the embeddings of distances `[2 * span, features]`, and the distances of pieces `[pieces, pieces]`.
    pub(super) fn forward(
        &self,
        states: &Tensor,
        hidden: &Tensor,
        relative: Option<&(Tensor, Tensor)>,
    ) -> Tensor {
        let heads = |layer: &nn::Linear| self.split(&states.apply(layer));
        let (query, key, value) = (heads(&self.query), heads(&self.key), heads(&self.value));
        let mut scores = query.matmul(&key.transpose(-1, -2));
        if let Some((embeddings, distances)) = relative {
            scores += self.of_distances(&query, &key, embeddings, distances);
        }
        let parts = 1 + self.ways.iter().filter(|way| **way).count();
        let width = query.size()[3] as f64;
        let scores = (scores / (width * parts as f64).sqrt()).masked_fill(hidden, f64::from(f32::MIN));
        let mixed = scores.softmax(-1, Kind::Float).matmul(&value).transpose(1, 2).contiguous();
        mixed.view(states.size().as_slice())
    }

    fn of_distances(&self, query: &Tensor, key: &Tensor, embeddings: &Tensor, distances: &Tensor) -> Tensor {
        let embeddings = embeddings.unsqueeze(0);
        let pieces = query.size()[2];
        let shape = [query.size()[0], self.heads, pieces, pieces];
        // For each pair of pieces, the place of its distance among the embeddings.
        let places =
            |distances: Tensor| (distances + self.span).clamp(0, 2 * self.span - 1).expand(shape, false);
        let mut scores = Tensor::zeros(shape, (query.kind(), query.device()));
        if self.ways[0] {
            let layer = self.position_key.as_ref().unwrap_or(&self.key);
            let all = query.matmul(&self.split(&embeddings.apply(layer)).transpose(-1, -2));
            scores += all.gather(-1, &places(distances.shallow_clone()), false);
        }
        if self.ways[1] {
            let layer = self.position_query.as_ref().unwrap_or(&self.query);
            let all = key.matmul(&self.split(&embeddings.apply(layer)).transpose(-1, -2));
            scores += all.gather(-1, &places(-distances), false).transpose(-1, -2);
        }
        scores
    }

    /// `[windows, pieces, features]` as `[windows, heads, pieces, features of a head]`.
    fn split(&self, states: &Tensor) -> Tensor {
        let size = states.size();
        states.view([size[0], size[1], self.heads, size[2] / self.heads]).transpose(1, 2)
    }
}
